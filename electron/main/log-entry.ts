/**
 * @file What may stand in the log. (1) Only the fields named here are written. (2) Of an error: its class, its code and
 * where it happened; never its message, which may quote what was typed, read or answered. No Electron.
 */

export interface Entry {
  readonly event: 'start' | 'bug' | 'window-gone' | 'window-silent' | 'child-gone' | 'refused';
  /** A name of the contract, or of a part of this program. */
  readonly of?: string;
  readonly reason?: string;
  readonly exitCode?: number;
  readonly versions?: Readonly<Record<'app' | 'electron' | 'chrome' | 'node', string>>;
  readonly error?: unknown;
}

interface ErrorTrace {
  readonly name: string;
  readonly code: string;
  readonly frames: readonly string[];
  readonly cause?: ErrorTrace;
}

const longestChain = 5;
const mostFrames = 30;
const word = /^[\w./-]{1,80}$/;

/** One line of JSON, without a line end. */
export function entryLine(at: Date, entry: Entry): string {
  const { event, of, reason, exitCode, versions, error } = entry;
  return JSON.stringify({
    at: at.toISOString(),
    event,
    ...(of !== undefined && { of: wordOf(of) }),
    ...(reason !== undefined && { reason: wordOf(reason) }),
    ...(exitCode !== undefined && { exitCode }),
    ...(versions !== undefined && { versions }),
    ...(error !== undefined && { error: traceOf(error, longestChain) }),
  });
}

function traceOf(error: unknown, depth: number): ErrorTrace {
  if (!(error instanceof Error)) return { name: typeof error, code: '', frames: [] };
  const { code } = error as { code?: unknown };
  return {
    name: wordOf(error.name),
    code: typeof code === 'string' ? wordOf(code) : '',
    frames: framesOf(error),
    ...(error.cause !== undefined && depth > 1 && { cause: traceOf(error.cause, depth - 1) }),
  };
}

// `    at name (place/file.js:1:2)` or `    at place/file.js:1:2`; the folders of a person's machine are left out.
const frame =
  /^ {4}at (?:(?:async )?([\w.$<>]{1,60}(?: \[as \w{1,40}\])?) \()?(?:[^()]*[\\/])?([\w.-]{1,60}:\d{1,7}:\d{1,7})\)?$/;

function framesOf(error: Error): string[] {
  const stack = typeof error.stack === 'string' ? error.stack : '';
  // V8 writes the message into the stack, and a message may hold lines that look like frames.
  const afterMessage = stack.includes(error.message)
    ? stack.slice(stack.indexOf(error.message) + error.message.length)
    : '';
  const found: string[] = [];
  for (const line of afterMessage.split('\n').slice(0, mostFrames)) {
    const [, name, place] = frame.exec(line) ?? [];
    if (place !== undefined) found.push(name === undefined ? place : `${name} ${place}`);
  }
  return found;
}

function wordOf(text: string): string {
  return word.test(text) ? text : '?';
}
