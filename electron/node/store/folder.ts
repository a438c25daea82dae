import { homedir } from 'node:os';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the store of a person lies unless another is named: the same for the app and the command line. */
export function defaultStoreFolder(env: Environment, platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'];
    return path.win32.join(isSet(local) ? local : path.win32.join(homedir(), 'AppData', 'Local'), 'Payer Wizard');
  }
  const home = isSet(env['HOME']) ? env['HOME'] : homedir();
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', 'Payer Wizard');
  const given = env['XDG_DATA_HOME'];
  // The XDG Base Directory specification: a relative path is invalid and is to be ignored.
  const share = isSet(given) && path.posix.isAbsolute(given) ? given : path.posix.join(home, '.local', 'share');
  return path.posix.join(share, 'payer-wizard');
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
