/** @file Why a setting of the client has the value that the wizard proposed. Light: the window shows it beside the field. */
import { say } from '../texts.ts';
import type { ClientSetting } from './client-proposals.ts';
import { clientProposals } from './client-proposals.ts';
import type { FieldName } from './fields.ts';
import type { Payer } from './payer.ts';

/** One sentence; '' where a person or a definition chose, and for fields of which nothing is to be said. */
export function reasonFor(payer: Payer, name: FieldName): string {
  const field = payer.fields[name];
  if (!isClientSetting(name) || field?.from.includes('proposed') !== true) return '';
  const { value, because } = clientProposals[name](payer);
  return value === field.value ? because : say('proposal/another-by-now', { value });
}

function isClientSetting(name: FieldName): name is ClientSetting {
  return Object.hasOwn(clientProposals, name);
}
