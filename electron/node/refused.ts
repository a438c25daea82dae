import type { CauseCode } from '#core/domain/discovery/causes.ts';

/** Why we did not connect, or why what stands between did not let us: in our own code already. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: CauseCode;
  /** Never a message of somebody else's: that may quote anything. */
  readonly detail: string;

  constructor(code: CauseCode, detail: string) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}
