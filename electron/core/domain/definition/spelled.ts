/** @file The definition in its three spellings, as text and as rows with how sure each spelling is. */
import { z } from 'zod';
import { fields } from '../payer/fields.ts';
import type { PayerRef } from '../payer/payer.ts';
import type { Dialect, ServerDefinition } from './server-definition.ts';
import { dialects } from './server-definition.ts';
import { cannotCarry, dialectText } from './text.ts';
import type { Confidence } from './wire-names.ts';
import { confidences, secretKey, wireNames } from './wire-names.ts';

export const Spelled = z.object({
  text: z.string(),
  rows: z.array(z.object({ key: z.string(), value: z.string(), trust: z.enum(confidences) })),
  /** What this dialect has no place for. */
  notCarried: z.array(z.object({ label: z.string(), reason: z.string() })),
});
export type Spelled = z.infer<typeof Spelled>;

export function spellDefinition(definition: ServerDefinition, ref: PayerRef): Record<Dialect, Spelled> {
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

const trustOfKey = new Map<string, Confidence>([
  ...Object.values(wireNames).map(({ key, confidence }) => [key, confidence] as const),
  // It stands beside the client id in the same public code.
  [secretKey, 'seen-in-public-code'],
]);

/** A key that no table names is one of the tutorial's own. */
function trustIn(dialect: Dialect, key: string): Confidence {
  const trust = trustOfKey.get(key) ?? 'tutorial-only';
  return dialect === 'tutorial' && trust !== 'documented' ? 'tutorial-only' : trust;
}

function notCarriedBy(dialect: Dialect): Spelled['notCarried'] {
  return Object.entries(cannotCarry[dialect]).map(([member, reason]) => ({
    label: labelOf(member as keyof ServerDefinition),
    reason,
  }));
}

function labelOf(member: keyof ServerDefinition): string {
  if (member === 'signingKeyId') return 'Signing key';
  if (member in wireNames) return wireNames[member as keyof typeof wireNames].label;
  return member in fields ? fields[member as keyof typeof fields].label : member;
}
