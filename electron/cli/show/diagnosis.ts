import type { Diagnosis, LikelyCause, Strength } from '#core/domain/diagnosis/diagnosis.ts';

const strengthWords: Readonly<Record<Strength, string>> = {
  proven: 'this is it',
  told: 'the payer says so',
  fits: 'most likely',
  possible: 'possible',
};

/** The likely causes for a person, numbered through, with what speaks for each and how its remedy is applied. */
export function diagnosisLines({ groups, ruledOut }: Diagnosis, ref: string): string[] {
  let number = 0;
  return [
    ...groups.flatMap(({ causes }) => [
      ...(causes.length > 1
        ? [
            `${String(number + 1)} to ${String(number + causes.length)} cannot be told apart from here; in the order that costs least to try:`,
          ]
        : []),
      ...causes.flatMap((cause) => causeLines(cause, { number: (number += 1), ref })),
    ]),
    ...(ruledOut.length === 0 ? [] : ['ruled out']),
    ...ruledOut.map(({ code, says, because }) => `  ${says}: ${because} [${code}]`),
  ];
}

function causeLines(
  { code, says, hint, strength, evidence, remedy }: LikelyCause,
  { number, ref }: { number: number; ref: string },
): string[] {
  return [
    `${String(number)}. ${says} (${strengthWords[strength]}) [${code}]`,
    ...evidence.map((sentence) => `   ${sentence}`),
    ...(hint === '' ? [] : [`   ${hint}`]),
    ...(remedy === null ? [] : remedyLines(remedy, { code, ref })),
  ];
}

function remedyLines(
  remedy: NonNullable<LikelyCause['remedy']>,
  { code, ref }: { code: string; ref: string },
): string[] {
  switch (remedy.is) {
    case 'change':
      return [`   remedy: ${remedy.says}`, `     payer-wizard test ${ref} --apply ${code}`];
    case 'ask':
      return [`   ask the payer: ${remedy.says}`, ...remedy.text.split('\n').map((line) => `     | ${line}`)];
    default:
      return [`   remedy: ${remedy.says}`];
  }
}
