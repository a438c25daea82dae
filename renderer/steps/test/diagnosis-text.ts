import type { Diagnosis, LikelyCause, Strength } from '#core/domain/diagnosis/diagnosis.ts';
import type { TokenReport } from '#core/domain/token/report.ts';
import { titleOf } from './outcome.ts';

/** How strongly the evidence speaks for a cause, in words and in bars. */
export const strengthWords: Readonly<Record<Strength, { words: string; level: 1 | 2 | 3 }>> = {
  proven: { words: 'This is it', level: 3 },
  told: { words: 'The payer says so', level: 3 },
  fits: { words: 'Most likely', level: 2 },
  possible: { words: 'Possible', level: 1 },
};

interface Numbered {
  /** “2 to 4”. */
  readonly range: string;
  readonly causes: readonly { readonly number: number; readonly cause: LikelyCause }[];
}

/** The groups, with their causes numbered through. */
export function numbered({ groups }: Diagnosis): Numbered[] {
  return groups.map(({ causes }, index) => {
    const before = groups.slice(0, index).reduce((sum, group) => sum + group.causes.length, 0);
    return {
      range: `${String(before + 1)} to ${String(before + causes.length)}`,
      causes: causes.map((cause, at) => ({ number: before + at + 1, cause })),
    };
  });
}

/** The whole diagnosis as plain text, for a ticket or an e-mail. */
export function diagnosisText(report: TokenReport, diagnosis: Diagnosis): string {
  const head = [`${titleOf(report)}. ${report.endpoint}, ${report.at}`];
  const groups = numbered(diagnosis).map(({ range, causes }) =>
    [
      ...(causes.length > 1 ? [`${range} cannot be told apart from here; in the order that costs least to try:`] : []),
      ...causes.map(({ number, cause }) => causeText(number, cause)),
    ].join('\n\n'),
  );
  const ruledOut = diagnosis.ruledOut.map(({ says, because }) => `- ${says}: ${because}`);
  return [...head, ...groups, ...(ruledOut.length > 0 ? [['Ruled out:', ...ruledOut].join('\n')] : [])].join('\n\n');
}

function causeText(number: number, { says, hint, strength, evidence, code, remedy }: LikelyCause): string {
  return [
    `${String(number)}. ${says} (${strengthWords[strength].words})`,
    ...[hint, ...evidence, remedy?.says ?? ''].filter((line) => line !== '').map((line) => `   ${line}`),
    `   ${code}`,
  ].join('\n');
}
