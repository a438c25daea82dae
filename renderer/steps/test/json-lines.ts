/**
 * @file JSON, laid out line by line. [Note: No parsing] It is cut into its own signs and put together again, so that every sign
 * stands as it was received: numbers keep their spelling, and a member that is there twice is shown twice.
 */

interface Part {
  readonly text: string;
  /** The class that gives the look. */
  readonly look: '' | 'k' | 's' | 'nn' | 'c' | 'w' | 'masked';
}

export interface CodeLine {
  readonly parts: readonly Part[];
  /** Whether it is one that decides. */
  readonly hit: boolean;
}

interface Marks {
  /** Members of the outermost object that decide. */
  readonly hits?: readonly string[];
  /** What is said beside a member of the outermost object. */
  readonly notes?: Readonly<Record<string, string>>;
}

const signs = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gu;
const closings: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
// Deeper than this nobody reads; a hostile answer must not become a wall of spaces, or of rows.
const DEEPEST = 12;
const MOST_LINES = 600;

/** As it is, but one row a line: for what is no JSON, too. */
function plainLines(text: string): CodeLine[] {
  const lines = text.split('\n');
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), lines.slice(MOST_LINES).join('\n')] : lines;
  return shown.map((line) => ({ parts: [{ text: line, look: '' }], hit: false }));
}

/** Laid out where it is JSON, else as it is. */
export function bodyLines(text: string, marks: Marks = {}): CodeLine[] {
  if (!isJson(text)) return plainLines(text);
  const lines = jsonLines(text, marks);
  return lines.length > MOST_LINES ? plainLines(text) : lines;
}

export function jsonLines(text: string, { hits = [], notes = {} }: Marks = {}): CodeLine[] {
  const layout = new Layout();
  const all = text.match(signs) ?? [];
  all.forEach((sign, index) => {
    layout.add(sign, all[index - 1], all[index + 1]);
  });
  return layout.lines.map(({ parts, member, isFirst }) => {
    const note = isFirst ? notes[member] : undefined;
    return {
      parts: note === undefined ? parts : [...parts, { text: `  ${note}`, look: 'c' as const }],
      hit: hits.includes(member),
    };
  });
}

class Layout {
  readonly lines: { parts: Part[]; member: string; isFirst: boolean }[] = [{ parts: [], member: '', isFirst: false }];
  #depth = 0;
  #member = '';

  add(sign: string, before: string | undefined, after: string | undefined): void {
    if (sign in closings) {
      this.#put(sign, '');
      this.#depth += 1;
      if (after !== closings[sign]) this.#newLine();
      return;
    }
    if (sign === '}' || sign === ']') {
      this.#depth -= 1;
      if (before === undefined || closings[before] !== sign) this.#newLine();
      if (this.#depth === 0) this.#leaveMember();
      this.#put(sign, '');
      return;
    }
    if (sign === ',') {
      this.#put(sign, '');
      this.#newLine();
      return;
    }
    if (sign === ':') {
      this.#put(': ', '');
      return;
    }
    if (after === ':') this.#beginMember(sign);
    this.#put(sign, after === ':' ? 'k' : sign.startsWith('"') ? 's' : 'nn');
  }

  #beginMember(sign: string): void {
    if (this.#depth !== 1) return;
    this.#member = sign.slice(1, -1);
    const line = this.lines.at(-1);
    if (line) Object.assign(line, { member: this.#member, isFirst: true });
  }

  #leaveMember(): void {
    this.#member = '';
    const line = this.lines.at(-1);
    if (line && line.parts.every(({ text }) => text.trim() === '')) line.member = '';
  }

  #put(text: string, look: Part['look']): void {
    this.lines.at(-1)?.parts.push({ text, look });
  }

  #newLine(): void {
    const indent = '  '.repeat(Math.min(this.#depth, DEEPEST));
    this.lines.push({ parts: [{ text: indent, look: '' }], member: this.#member, isFirst: false });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function textOf(lines: readonly CodeLine[]): string {
  return lines.map(({ parts }) => parts.map(({ text }) => text).join('')).join('\n');
}
