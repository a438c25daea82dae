/** @file Whether every package that the product carries has a licence that fits Apache-2.0. Packages that only build or test are looked at too, with a wider list. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** May be handed on within an Apache-2.0 product. */
const carried = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Unlicense',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'WTFPL',
  'Zlib',
];
/** May be used to build and test, and is not handed on. */
const used = [...carried, 'MPL-2.0', 'Python-2.0', 'CC-BY-4.0', 'CC-BY-3.0', 'LGPL-3.0-or-later'];

/** An SPDX expression of OR and AND, as packages write them. */
export function fits(expression, allowed) {
  const text = expression.replaceAll(/[()]/g, ' ').trim();
  return text
    .split(/\s+OR\s+/i)
    .some((choice) => choice.split(/\s+AND\s+/i).every((licence) => allowed.includes(licence.trim())));
}

function licenceOf(folder) {
  const { license, licenses } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none';
}

function check() {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const wrong = [];
  let looked = 0;
  for (const [folder, { dev, devOptional }] of Object.entries(packages)) {
    // Optional packages of other systems are not installed here.
    if (folder === '' || !existsSync(path.join(root, folder, 'package.json'))) continue;
    looked += 1;
    const licence = licenceOf(folder);
    if (!fits(licence, dev || devOptional ? used : carried)) wrong.push(`${folder}: ${licence}`);
  }
  console.log(`licences: ${looked} packages, ${wrong.length} that do not fit`);
  for (const line of wrong) console.error(`  ${line}`);
  return wrong.length === 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = check() ? 0 : 1;
