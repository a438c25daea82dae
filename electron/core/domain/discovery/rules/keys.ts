/** @file Key sets: public members only, and keys that can be told apart (RFC 7517). */
import type { Json } from '../../json/read-json.ts';
import type { Finding } from '../finding.ts';
import type { ReadDocument } from '../read-document.ts';
import { isObject } from '../read-document.ts';
import { finding } from './rule.ts';

/** RFC 7518 §6.2.2, §6.3.2, §6.4.1. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

export function judgeKeys({ kind, json }: ReadDocument): Finding[] {
  if (kind !== 'jwks' && !isObject(json['jwks'])) return [];
  const keys = keysOf(kind === 'jwks' ? json['keys'] : (json['jwks'] as { keys?: Json }).keys);
  const member = 'keys';
  const leaked = keys.filter((key) => privateMembers.some((name) => key[name] !== undefined));
  if (leaked.length > 0)
    return [
      finding('error', 'jwks/private-member', {
        member,
        details: { count: String(leaked.length) },
        rule: 'RFC 7517 §9.2',
      }),
    ];
  if (keys.length === 0) return [finding('warning', 'jwks/empty', { member, details: {}, rule: 'RFC 7517 §5' })];
  const ids = keys.map(({ kid }) => kid);
  const findings: Finding[] = [];
  if (ids.some((kid) => typeof kid !== 'string' || kid === ''))
    findings.push(finding('info', 'jwks/no-kid', { member, details: {}, rule: 'RFC 7517 §4.5' }));
  const twice = ids.find((kid, index) => typeof kid === 'string' && ids.indexOf(kid) !== index);
  if (typeof twice === 'string')
    findings.push(finding('warning', 'jwks/kid-twice', { member, details: { kid: twice }, rule: 'RFC 7517 §4.5' }));
  return findings;
}

function keysOf(value: Json | undefined) {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
