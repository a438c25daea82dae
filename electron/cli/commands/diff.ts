import type { Difference } from '#core/domain/diff/difference.ts';
import { differenceMarkdown, verdictMarkdown } from '#core/domain/diff/markdown.ts';
import type { Side } from '#core/domain/diff/side.ts';
import { differenceLines } from '#core/domain/diff/words.ts';
import { compareSides } from '#core/use-cases/diff/compare-sides.ts';
import { isSound } from '#core/use-cases/open-sound-bundle.ts';
import { trustOptions } from '../chosen-bundle.ts';
import { sideOf } from '../chosen-side.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../report.ts';

export const diff: Command = {
  usage: `Usage: payer-wizard diff A B [--markdown] [--trust FILE|DIR]... [--unsound]
  What differs from A to B. Each is a payer (SLUG@ENVIRONMENT), a bundle, a folder with one, a definition file in any dialect, or a
  target. payer:…, file:… and target:… say which is meant. Scopes are compared as sets, addresses as strings, scripts line by line.
  Secrets are never shown: the same, another one, or not told. Status 2 when something differs, whoever signed. What a bundle is worth
  is told beside; one that is not as it was signed is refused, but for --unsound: then the status is always 2.`,
  options: { markdown: { type: 'boolean' }, unsound: { type: 'boolean' }, trust: trustOptions.trust },
  async run(context, [one, other, ...more]) {
    if (one === undefined || other === undefined || more.length > 0)
      throw new UsageError('two things to compare are needed');
    const [before, after] = toldApart(
      { side: await sideOf(context, one), given: one },
      { side: await sideOf(context, other), given: other },
    );
    const difference = await compareSides(context.ports, { before, after });
    const ok = difference.isSame && isAllSound(difference);
    if (context.flag('markdown')) context.report.text(ticket(difference));
    else context.report.result({ ok, ...difference }, () => differenceLines(difference));
    return ok ? exit.done : exit.notAllGood;
  },
};

interface Given {
  readonly side: Side;
  readonly given: string;
}

/** Two files of one name are called as they were given; a target has to keep its own. */
function toldApart(one: Given, other: Given): [Side, Side] {
  const isClear = one.side.label !== other.side.label;
  const named = ({ side, given }: Given) => (isClear || side.is === 'target' ? side : { ...side, label: given });
  return [named(one), named(other)];
}

function isAllSound({ before, after }: Difference): boolean {
  return [before, after].every(({ verification }) => verification === null || isSound(verification.verdict));
}

function ticket(difference: Difference): string {
  const verdicts = verdictMarkdown(difference);
  return [...differenceMarkdown(difference), ...(verdicts.length === 0 ? [] : ['', ...verdicts]), ''].join('\n');
}
