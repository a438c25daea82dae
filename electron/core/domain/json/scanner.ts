import type { Json } from './read-json.ts';

/** Where and why a text stopped being JSON. Never leaves this folder. */
export class Stop extends Error {
  readonly reason: string;
  readonly at: number;
  /** Of the member that stands twice or may not stand there; '' otherwise. */
  readonly member: string;

  constructor(reason: string, at: number, member = '') {
    super(reason);
    this.reason = reason;
    this.at = at;
    this.member = member;
  }
}

const deepest = 64;

const numeral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// Everything up to the next character that means something: control characters end a string too early.
const plain = /[^"\\\u0000-\u001f]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** RFC 8259, token by token. Throws `Stop`. */
export class Scanner {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  /** How many values may still come. */
  #left: number;

  constructor(text: string, mostValues: number) {
    this.#text = text;
    this.#left = mostValues;
  }

  document(): Json {
    const value = this.#value();
    this.#passSpace();
    if (this.#at < this.#text.length) throw new Stop('something follows the end', this.#at);
    return value;
  }

  #value(): Json {
    this.#passSpace();
    this.#left -= 1;
    if (this.#left < 0) throw new Stop('there are more values than are read', this.#at);
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      case undefined:
        throw new Stop('the text ends too early', this.#at);
      default:
        return this.#number();
    }
  }

  #object(): Json {
    this.#enter();
    const members: Record<string, Json> = Object.create(null) as Record<string, Json>;
    if (this.#takes('}')) return this.#leave(members);
    do {
      this.#passSpace();
      const at = this.#at;
      if (this.#text[at] !== '"') throw new Stop(this.#atEnd() ?? 'a member’s name in double quotes is missing', at);
      const name = this.#string();
      if (name === '__proto__') throw new Stop('prototype member', at, name);
      if (name in members) throw new Stop('member twice', at, name);
      if (!this.#takes(':')) throw new Stop(this.#atEnd() ?? 'a colon is missing', this.#at);
      members[name] = this.#value();
    } while (this.#takes(','));
    if (!this.#takes('}')) throw new Stop(this.#atEnd() ?? 'a comma or closing brace is missing', this.#at);
    return this.#leave(members);
  }

  #array(): Json {
    this.#enter();
    const items: Json[] = [];
    if (this.#takes(']')) return this.#leave(items);
    do items.push(this.#value());
    while (this.#takes(','));
    if (!this.#takes(']')) throw new Stop(this.#atEnd() ?? 'a comma or closing bracket is missing', this.#at);
    return this.#leave(items);
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    let isPlain = true;
    for (;;) {
      this.#pass(plain);
      const next = this.#text[this.#at];
      if (next === '"') break;
      isPlain = false;
      if (next === undefined) throw new Stop('a string has no end', start);
      if (next !== '\\') throw new Stop('a control character stands in a string', this.#at);
      if (!this.#pass(escape)) throw new Stop('an escape is not one of JSON’s', this.#at);
    }
    this.#at += 1;
    if (isPlain) return this.#text.slice(start + 1, this.#at - 1);
    // Its form was checked: this only decodes.
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }

  #number(): number {
    const at = this.#at;
    if (!this.#pass(numeral)) throw new Stop('a value is missing', at);
    const number = Number(this.#text.slice(at, this.#at));
    if (!Number.isFinite(number)) throw new Stop('a number is too large', at);
    return number;
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw new Stop('a value is missing', this.#at);
    this.#at += word.length;
    return value;
  }

  #enter(): void {
    this.#at += 1;
    this.#depth += 1;
    if (this.#depth > deepest) throw new Stop('too deep', this.#at);
  }

  #leave<T>(value: T): T {
    this.#depth -= 1;
    return value;
  }

  #takes(sign: string): boolean {
    this.#passSpace();
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  /** By hand: it stands before every token, and mostly there is none. */
  #passSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }

  /** Whether the pattern stands here; what it matched is passed. */
  #pass(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  #atEnd(): string | null {
    return this.#at >= this.#text.length ? 'the text ends too early' : null;
  }
}
