/** @file What a person changes in a payer. The window shows it before it is saved, so it stands here and not with the store. */
import { typeField } from './edit.ts';
import type { FieldName } from './fields.ts';
import type { Payer } from './payer.ts';

/** How a payer's servers are reached, as a person may change it. */
export interface NetworkChanges {
  readonly allowPrivate?: boolean | undefined;
  readonly proxy?: string | undefined;
  readonly clientKeyId?: string | null | undefined;
}

export interface PayerChanges extends NetworkChanges {
  readonly name?: string | undefined;
  /** null takes a typed value back. */
  readonly fields?: Partial<Record<FieldName, string | null | undefined>> | undefined;
  readonly lastStep?: string | undefined;
}

/** Applies what a person changed to the revision that the person saw. */
export function changePayer(payer: Payer, { name, fields, lastStep, ...network }: PayerChanges): Payer {
  const changes = Object.entries(fields ?? {}) as [FieldName, string | null][];
  const changed = changes.reduce((sum, [field, text]) => typeField(sum, field, text), payer);
  return {
    ...changed,
    ...(name === undefined ? {} : { name }),
    ...(lastStep === undefined ? {} : { lastStep }),
    network: { ...changed.network, ...given(network) },
  };
}

function given({ allowPrivate, proxy, clientKeyId }: NetworkChanges) {
  return {
    ...(allowPrivate === undefined ? {} : { allowPrivate }),
    ...(proxy === undefined ? {} : { proxy: proxy.trim() || 'system' }),
    ...(clientKeyId === undefined ? {} : { clientKeyId }),
  };
}
