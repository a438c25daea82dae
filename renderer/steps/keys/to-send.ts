/** @file What of a payer’s keys can be sent as it is: one row each. Main makes the same texts again when it writes them. */
import { dayOf } from '#core/domain/keys/expiry.ts';
import type { KeyPart } from '#core/domain/keys/key-part.ts';
import { copyableText, partSuffixes } from '#core/domain/keys/key-part.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import { differingPart } from '#core/domain/keys/pair.ts';
import { standingOf } from '#core/domain/keys/rotation.ts';
import type { Payer } from '#core/domain/payer/payer.ts';

export interface ToSend {
  readonly keyId: string;
  readonly part: KeyPart;
  /** “Certificate, next key”. */
  readonly item: string;
  /** Without the payer’s name, which main puts before it. */
  readonly file: string;
  readonly says: string;
  /** What can be copied; '' where only a file makes sense. */
  readonly text: string;
}

type Row = readonly [part: KeyPart, item: string, says: string];

/** A key whose parts differ has no row: nothing of it leaves, and the pair check says why. */
export function toSend(payer: Payer): ToSend[] {
  const { keys } = payer;
  const whole = keys.filter((key) => differingPart(key) === null);
  return keys.flatMap((key, index) => {
    const jwks = index === 0 && whole.length === keys.length ? [jwksRow(keys.length)] : [];
    const own = whole.includes(key) ? rowsOf(key, standingOf(keys, key)) : [];
    return [...jwks, ...own].map(([part, item, says]) => {
      const text = part === 'calendar' ? '' : (copyableText(payer, key, part) ?? '');
      return { keyId: key.id, part, item, file: partSuffixes[part], says, text };
    });
  });
}

function jwksRow(count: number): Row {
  return [
    'jwks',
    'Public key set',
    count === 1 ? 'the key that signs' : `${String(count)} keys, the one that signs first`,
  ];
}

function rowsOf({ certificate, chain, request }: KeyRecord, standing: string): Row[] {
  const of = standing === 'current' ? '' : `, ${standing} key`;
  const until = certificate === null ? '' : dayOf(certificate.notAfter);
  const by = certificate?.selfSigned ? 'self-signed' : 'issued by a CA';
  return [
    ['public-pem', `Public key${of}`, 'where a portal wants PEM'],
    ...(request === null ? [] : [['request', `Request${of}`, 'for the CA'] satisfies Row]),
    ...(certificate === null
      ? []
      : ([
          ['certificate', `Certificate${of}`, `${by}, until ${until}`],
          ...(chain.length === 0
            ? []
            : [['chain', `Chain${of}`, `with ${String(chain.length)} above it`] satisfies Row]),
          ['calendar', `Calendar entry${of}`, `for you: renewal and end, ${until}`],
        ] satisfies Row[])),
  ];
}
