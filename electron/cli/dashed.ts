import type { Options } from './options.ts';

/** What only looks like an option: RFC 7638 thumbprints, which kids are by default, begin with “-” one time in 64. */
const thumbprint = /^[A-Za-z0-9_-]{43}$/;

/**
 * The arguments as parseArgs takes them where a value begins with “-”: joined to its option, or behind “--”. No option of ours
 * has one letter, so what begins with a single “-” is a value.
 */
export function withDashedValues(args: readonly string[], options: Options): string[] {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const [given, behind] = [args.slice(0, end), args.slice(end + 1)];
  const named: string[] = [];
  const others: string[] = [];
  for (let at = 0; at < given.length; at += 1) {
    const [arg = '', next] = given.slice(at, at + 2);
    if (!isOption(arg)) others.push(arg);
    else if (options[arg.slice(2)]?.type === 'string' && next !== undefined && !isOption(next)) {
      named.push(`${arg}=${next}`);
      at += 1;
    } else named.push(arg);
  }
  return [...named, '--', ...others, ...behind];
}

function isOption(text: string): boolean {
  return text.startsWith('--') && !thumbprint.test(text);
}
