import { checkedRef } from '#core/use-cases/payers.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { UsageError } from '../report.ts';
import type { Shown } from '../show/token-report.ts';
import { shownParts } from '../show/token-report.ts';
import { askForToken } from './test/ask-for-token.ts';
import { printRecipe } from './test/print-recipe.ts';
import { probe } from './test/probe.ts';
import { signIn } from './test/sign-in.ts';

export const test: Command = {
  usage: `Usage: payer-wizard test PAYER [--next-call] [--apply CODE] [--show all|sent|answer|none]
       payer-wizard test PAYER --probe [--production NAME]
       payer-wizard test PAYER --recipe
       payer-wizard test PAYER --sign-in
  Asks the payer for a token, once, with the wizard's own assertion or the secret of the vault, and tells how it went: the
  time line, what was sent, what came back, the checks, and the likely causes with their remedies.
  A granted token does not prove that Smile CDR's own request will be taken.
  --next-call tries the token at the FHIR base (Patient?_summary=count): “token good, permission missing” or “bad token”.
  --apply changes what the remedy of that cause of the last test changes, tells it, and tests again.
  --show tells of the request and of the answer all, which is the default, or only that part.
  --probe sends requests that a good server refuses, one after the other. Wrong keys can lock a client: a payer in
          production needs its name as well, --production NAME.
  --recipe prints a script for sh that asks by hand, and what Smile CDR has to be set to. It sends nothing.
  --sign-in opens the payer's sign-in page in your browser and takes the code that comes back, where a loopback redirect is
          registered. It proves nothing of payer-to-payer exchange: there nobody signs in.
  It ends with 0 where a token was granted and nothing about it is wrong, or where every probe was refused as it should be;
  else with 2. Ctrl-C ends it in order, and keeps what is known.`,
  options: {
    'next-call': { type: 'boolean' },
    apply: { type: 'string' },
    show: { type: 'string' },
    probe: { type: 'boolean' },
    production: { type: 'string' },
    recipe: { type: 'boolean' },
    'sign-in': { type: 'boolean' },
  },
  async run(context, [given = '', ...more]) {
    if (more.length > 0) throw new UsageError('one PAYER at a time');
    const ways = ['probe', 'recipe', 'sign-in'].filter((name) => context.flag(name));
    const isPlain = ways.length === 0;
    const others = ['next-call', 'apply', 'show'].filter(
      (name) => context.flag(name) || context.text(name) !== undefined,
    );
    if (ways.length > 1 || (!isPlain && others.length > 0))
      throw new UsageError('--probe, --recipe, --sign-in, or a test with --next-call, --apply and --show');
    if (context.text('production') !== undefined && !context.flag('probe'))
      throw new UsageError('--production goes with --probe');
    const show = shownPart(context);
    const ref = checkedRef(given);
    if (context.flag('recipe')) return printRecipe(context, ref);
    if (context.flag('sign-in')) return signIn(context, ref);
    return context.flag('probe') ? probe(context, ref) : askForToken(context, ref, show);
  },
};

function shownPart(context: Context): Shown {
  const given = context.text('show') ?? 'all';
  const part = shownParts.find((each) => each === given);
  if (part === undefined) throw new UsageError(`--show takes ${shownParts.join(', ')}`);
  return part;
}
