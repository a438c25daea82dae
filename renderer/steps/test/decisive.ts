import type { LikelyCause } from '#core/domain/diagnosis/diagnosis.ts';
import type { TokenReport } from '#core/domain/token/report.ts';

function leadOf({ diagnosis }: TokenReport): LikelyCause | undefined {
  return diagnosis?.groups[0]?.causes[0];
}

/** What of the request decides, if the likeliest cause is the true one. */
export function decisiveInRequest(report: TokenReport): readonly string[] {
  return leadOf(report)?.signs ?? [];
}

/** What of the answer led there. */
export function decisiveInAnswer(report: TokenReport): readonly string[] {
  if (leadOf(report) === undefined || report.refusal === null) return [];
  return [report.refusal.description === '' ? 'error' : 'error_description'];
}
