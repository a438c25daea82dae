import type { AskingCode } from '#core/domain/discovery/causes/asking.ts';

/** Why we did not connect, or why what stands between did not let us: in our own code already. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: AskingCode;
  /** Never a message of somebody else's: that may quote anything. */
  readonly detail: string;

  constructor(code: AskingCode, detail: string) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}
