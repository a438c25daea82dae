import { differenceMarkdown } from '#core/domain/diff/markdown.ts';
import { differenceLines } from '#core/domain/diff/words.ts';
import { compareSides } from '#core/use-cases/diff/compare-sides.ts';
import { trustOptions } from '../chosen-bundle.ts';
import { sideOf } from '../chosen-side.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../report.ts';

export const diff: Command = {
  usage: `Usage: payer-wizard diff A B [--markdown] [--trust FILE|DIR]...
  What differs from A to B. Each is a payer (SLUG@ENVIRONMENT), a bundle, a folder with one, a definition file in any dialect, or a
  target (target:NAME). payer:…, file:… and target:… say which is meant. Scopes are compared as sets, scripts line by line.
  Secrets are never shown: the same, another one, or not told. Status 2 when something differs.`,
  options: { markdown: { type: 'boolean' }, trust: trustOptions.trust },
  async run(context, [one, other, ...more]) {
    if (one === undefined || other === undefined || more.length > 0)
      throw new UsageError('two things to compare are needed');
    const before = await sideOf(context, one);
    const after = await sideOf(context, other);
    const difference = await compareSides(context.ports, { before, after });
    if (context.flag('markdown')) context.report.text(`${differenceMarkdown(difference).join('\n')}\n`);
    else context.report.result({ ok: difference.isSame, ...difference }, () => differenceLines(difference));
    return difference.isSame ? exit.done : exit.notAllGood;
  },
};
