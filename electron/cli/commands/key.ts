/** @file Signing keys of a payer: each thing to do with them stands in its own file. */
import type { PayerRef } from '#core/domain/payer/payer.ts';
import { checkedRef } from '#core/use-cases/payers.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { UsageError } from '../report.ts';
import { certificate, certificateUsage } from './key/certificate.ts';
import { csr, csrUsage } from './key/csr.ts';
import { exportKey, exportOptions, exportUsage } from './key/export.ts';
import { kid, kidUsage } from './key/kid.ts';
import { list, listUsage } from './key/list.ts';
import { load, loadUsage } from './key/load.ts';
import { makeNew, newUsage } from './key/new.ts';
import { remove, removeUsage, retire } from './key/remove.ts';
import { switchTo, switchUsage } from './key/switch.ts';
import { wishOptions } from './key/wish-options.ts';

interface Action {
  readonly usage: string;
  /** Arguments behind PAYER. */
  readonly most: number;
  run(context: Context, ref: PayerRef, args: readonly string[]): Promise<number>;
}

const actions: Readonly<Record<string, Action | undefined>> = {
  new: { usage: newUsage, most: 0, run: makeNew },
  load: { usage: loadUsage, most: 1, run: load },
  list: { usage: listUsage, most: 0, run: list },
  kid: { usage: kidUsage, most: 2, run: kid },
  switch: { usage: switchUsage, most: 1, run: switchTo },
  retire: { usage: removeUsage, most: 1, run: retire },
  remove: { usage: removeUsage, most: 1, run: remove },
  csr: { usage: csrUsage, most: 0, run: csr },
  certificate: { usage: certificateUsage, most: 0, run: certificate },
  export: {
    usage: exportUsage,
    most: Infinity,
    run: async (context, ref, args) => exportKey(context, ref, args.map(checkedRef)),
  },
};

const usages = new Set(Object.values(actions).map((action) => action?.usage));

export const key: Command = {
  usage: `Usage: ${[...usages].join('\n       ')}`,
  usageFor: ([name = '']) => {
    const action = actionNamed(name);
    return action === undefined ? key.usage : `Usage: ${action.usage}\npayer-wizard key --help lists all.`;
  },
  takesKids: true,
  options: {
    kind: { type: 'string' },
    share: { type: 'string' },
    key: { type: 'string' },
    days: { type: 'string' },
    out: { type: 'string' },
    load: { type: 'string' },
    template: { type: 'string' },
    replace: { type: 'boolean' },
    forget: { type: 'boolean' },
    yes: { type: 'boolean' },
    ...wishOptions,
    ...exportOptions,
  },
  async run(context, [name = '', given = '', ...args]) {
    const action = actionNamed(name);
    if (action === undefined) throw new UsageError(`“${name}” is not something to do with a key`);
    const { most, run } = action;
    const tooMany = args[most];
    if (tooMany !== undefined) throw new UsageError(`“${tooMany}” is one argument too many`);
    return run(context, checkedRef(given), args);
  },
};

function actionNamed(name: string): Action | undefined {
  return Object.hasOwn(actions, name) ? actions[name] : undefined;
}
