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

type Action = (context: Context, ref: PayerRef, args: readonly string[]) => Promise<number>;

const actions: Readonly<Record<string, Action | undefined>> = {
  new: makeNew,
  load,
  list,
  kid,
  switch: switchTo,
  retire,
  remove,
  csr,
  certificate,
  export: async (context, ref, args) => exportKey(context, ref, args.map(checkedRef)),
};

const usages = [
  newUsage,
  loadUsage,
  listUsage,
  kidUsage,
  switchUsage,
  removeUsage,
  csrUsage,
  certificateUsage,
  exportUsage,
];

export const key: Command = {
  usage: `Usage: ${usages.join('\n       ')}`,
  options: {
    kind: { type: 'string' },
    share: { type: 'string' },
    key: { type: 'string' },
    days: { type: 'string' },
    out: { type: 'string' },
    load: { type: 'string' },
    template: { type: 'string' },
    ...wishOptions,
    ...exportOptions,
  },
  async run(context, [name = '', given = '', ...args]) {
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw new UsageError(`“${name}” is not something to do with a key`);
    return action(context, checkedRef(given), args);
  },
};
