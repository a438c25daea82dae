/** A value that must not be shown, stored or sent. Logging shows nothing of it; cloning and JSON throw. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }

  /** The one way in: searching for `.reveal(` lists every use. A field, because functions cannot be cloned. */
  readonly reveal = (): string => this.#value;

  toString(): string {
    return '[secret]';
  }

  toJSON(): never {
    throw new TypeError('A Secret was about to be serialized');
  }
}
