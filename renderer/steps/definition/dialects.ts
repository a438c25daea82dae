/** @file The definition in its three spellings, as text and as rows with how sure each spelling is. */
import type { Dialect, ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { dialects } from '#core/domain/definition/server-definition.ts';
import { dialectText } from '#core/domain/definition/text.ts';
import type { Confidence } from '#core/domain/definition/wire-names.ts';
import type { NotCarried } from './trust.ts';
import { notCarriedBy, trustIn } from './trust.ts';

export interface Row {
  readonly key: string;
  readonly value: string;
  readonly trust: Confidence;
}

export interface Spelled {
  readonly text: string;
  readonly rows: readonly Row[];
  /** What this dialect has no place for. */
  readonly notCarried: readonly NotCarried[];
}

export function dialectsOf(definition: ServerDefinition, ref: string): Record<Dialect, Spelled> {
  const spelled = dialects.map((dialect) => [dialect, spell(dialect, dialectText(definition, dialect, ref))]);
  return Object.fromEntries(spelled) as Record<Dialect, Spelled>;
}

function spell(dialect: Dialect, text: string): Spelled {
  const parsed = JSON.parse(text) as Record<string, unknown>;
  const [server] = Array.isArray(parsed['servers']) ? (parsed['servers'] as Record<string, unknown>[]) : [parsed];
  const rows = Object.entries(server ?? {}).map(([key, value]) => ({
    key,
    value: shown(value),
    trust: trustIn(dialect, key),
  }));
  return { text, rows, notCarried: notCarriedBy(dialect) };
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value !== 'string') return JSON.stringify(value);
  return value.includes('\n') ? `script text, ${String(value.trimEnd().split('\n').length)} lines` : value;
}
