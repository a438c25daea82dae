/** @file The page of all causes of a failed live test, made from their table: what the program says is what the page says. */
import type { Cause, Effort } from '#core/domain/diagnosis/cause.ts';
import { causesByPhase, fallback } from '#core/domain/diagnosis/causes/table.ts';
import { serverTexts } from '#core/domain/diagnosis/texts.ts';
import { plain } from './plain.ts';

const efforts: Readonly<Record<Effort, string>> = {
  0: 'one click here',
  1: 'a look at one’s own settings',
  2: 'a question to the Source Payer',
  3: 'waiting for others',
};

const sections: readonly (readonly [string, readonly Cause[]])[] = Object.entries({
  ...causesByPhase,
  Otherwise: [...causesByPhase.Otherwise, fallback],
});

export function causesPage(): string {
  const count = sections.flatMap(([, causes]) => causes).length;
  return `# Causes of a failed live test

<!-- Made by \`npm run docs\` from electron/core/domain/diagnosis. Do not edit: a test compares. -->

What the diagnosis of a live test can come to, ${String(count)} causes in all. A code is a promise and never changes; its words may improve. \`{…}\` is
filled with what was seen.

- Causes for which the evidence speaks equally form a group: they cannot be told apart from here. **proven**: nothing else explains
  what was seen. **told**: the other side says so itself. **fits**: something known here supports it. **possible**: the answer alone allows it.
- Within a group the cause that costs least to try comes first: that is what stands behind each code.
- What the other side says is read in ${String(serverTexts.length)} patterns of what servers really say: ${servers()}.
- Earlier tries count: what was changed with the same answer is ruled out, what got a token before is told.
- Nothing is tried by itself: a person decides, and each try is logged.

${sections.map(section).join('\n')}`;
}

function servers(): string {
  return [...new Set(serverTexts.map(({ of }) => of))]
    .toSorted((one, other) => one.localeCompare(other, 'en'))
    .join(', ');
}

function section([title, causes]: readonly [string, readonly Cause[]]): string {
  return `## ${title}\n\n${causes.map(entry).join('\n')}`;
}

function entry({ code, effort, says, hint }: Cause): string {
  return `- **\`${code}\`** · ${efforts[effort]}  \n  ${plain(says)}  \n  *${plain(hint)}*\n`;
}
