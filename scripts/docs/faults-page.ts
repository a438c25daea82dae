/** @file The page of all faults and problems, made from the catalogue: what the program says is what the page says. */
import { catalogue } from '#core/domain/catalogue.ts';
import type { Words } from '#core/domain/words.ts';
import { plain } from './plain.ts';

/** Each section, and what stands before the slash of its codes. */
const sections: Readonly<Record<string, readonly string[]>> = {
  'The program': ['bug', 'contract'],
  'What is typed, named and written': ['input'],
  Payers: ['payer'],
  Keys: ['key'],
  'Certificates and requests': ['certificate', 'request'],
  'What leaves the vault': ['hand-over', 'departure', 'recipient'],
  'The vault': ['vault'],
  'The store': ['store'],
  'The client’s settings': ['client'],
  'The live test': ['token', 'probe', 'sign-in', 'remedy'],
  'The definition': ['definition'],
  'Bundles and who signed them': ['bundle', 'import', 'identity', 'trust', 'verdict'],
  'Targets and pushes': ['target', 'push'],
};

const all: readonly (readonly [string, Words])[] = Object.entries(catalogue);
const areaOf = (code: string) => code.slice(0, code.indexOf('/'));

export function faultsPage(): string {
  const areas = Object.values(sections).flat();
  const homeless = all.map(([code]) => code).filter((code) => !areas.includes(areaOf(code)));
  if (homeless.length > 0) throw new RangeError(`No section has a place for ${homeless.join(', ')}`);
  return `# Faults and problems

<!-- Made by \`npm run docs\` from electron/core/domain/catalogue. Do not edit: a test compares. -->

Everything that the wizard says where something cannot be done, is not right yet or is worth knowing, ${String(all.length)} codes in all; what it finds in
discovery documents stands in [findings](findings.md), what a failed live test can come to in [causes](causes.md). A code is a promise and never changes; its words may improve. \`{…}\` is
filled with what it was about.

${Object.entries(sections).map(section).join('\n')}`;
}

function section([title, areas]: readonly [string, readonly string[]]): string {
  const entries = areas.flatMap((area) => all.filter(([code]) => areaOf(code) === area)).map(entry);
  return `## ${title}\n\n${entries.join('\n')}`;
}

function entry([code, { says, hint }]: readonly [string, Words]): string {
  return `- **\`${code}\`**  \n  ${plain(says)}  \n  *${plain(hint)}*\n`;
}
