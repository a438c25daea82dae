import { completeDefinition } from '#core/use-cases/complete-definition.ts';
import { seedProperties } from '#core/domain/definition/dialects/seed-properties.ts';
import { dialectText } from '#core/domain/definition/text.ts';
import type { Dialect } from '#core/domain/definition/server-definition.ts';
import { dialects } from '#core/domain/definition/server-definition.ts';
import { judgedAmongAll } from '#core/use-cases/judge-payer.ts';
import { checkedRef } from '#core/use-cases/payers.ts';
import type { Command } from '../command.ts';
import { statusOf } from '../open-errors.ts';
import { UsageError } from '../report.ts';

export const definition: Command = {
  usage: `Usage: payer-wizard definition PAYER --dialect ${dialects.join('|')}
       payer-wizard definition PAYER --properties   the property lines that load the seed file at start-up
  Status 2 when an error finding is open or something waits for a confirmation: the definition is written, and that is told.`,
  options: { dialect: { type: 'string' }, properties: { type: 'boolean' } },
  async run(context, [given = '']) {
    const dialect = context.text('dialect') as Dialect;
    const isForProperties = context.flag('properties');
    if (!isForProperties && !dialects.includes(dialect))
      throw new UsageError(`--dialect is one of ${dialects.join(', ')}`);
    const payer = await judgedAmongAll(context.ports, await context.ports.store.payer(checkedRef(given)));
    const definition = completeDefinition(payer);
    context.report.text(
      isForProperties ? seedProperties(definition, payer.ref) : dialectText(definition, dialect, payer.ref),
    );
    return statusOf([payer], context.report);
  },
};
