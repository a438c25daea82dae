import { readJson } from '../domain/json/read-json.ts';
import { explain } from '../domain/catalogue.ts';
import type { Code, Details } from '../domain/catalogue.ts';
import type { Finding } from '../domain/discovery/finding.ts';
import { isObject } from '../domain/discovery/read-document.ts';
import type { ReadDocument } from '../domain/discovery/read-document.ts';
import { recognise } from '../domain/discovery/recognise.ts';
import { finding } from '../domain/discovery/rules/rule.ts';

export interface Received {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly retrievedFrom: string;
}

const rule = 'RFC 8259';

/** Bytes, from wherever they came, as a document; or why they are none. */
export function readReceived({ bytes, name, retrievedFrom }: Received): {
  document: ReadDocument | null;
  findings: Finding[];
} {
  const address = name;
  const read = readJson(bytes);
  if (read.is === 'refused') {
    // The refusal's own type ties its code to its details; joined here with the one that it could not know.
    const details = { ...read.details, address } as unknown as Details<Code>;
    return {
      document: null,
      findings: [{ code: read.code, severity: 'error', member: '', ...explain(read.code as Code, details), rule }],
    };
  }
  if (!isObject(read.value))
    return {
      document: null,
      findings: [finding('error', 'discovery/not-an-object', { member: '', details: { address }, rule })],
    };
  const kind = recognise(read.value, retrievedFrom);
  const findings: Finding[] = [];
  if (read.hadByteOrderMark)
    findings.push(finding('info', 'discovery/byte-order-mark', { member: '', details: { address }, rule }));
  if (kind === 'unknown')
    findings.push(finding('error', 'discovery/not-recognised', { member: '', details: { address }, rule }));
  return { document: { kind, retrievedFrom, json: read.value }, findings };
}
