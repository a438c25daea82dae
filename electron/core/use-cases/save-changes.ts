import { Fault } from '../domain/fault.ts';
import type { FieldName } from '../domain/payer/fields.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { checkProxy } from '../domain/payer/proxy-setting.ts';
import type { Ports } from '../ports.ts';
import { acceptFinding } from './accept-finding.ts';
import { askedJudged, judgedAmongAll } from './judge-payer.ts';
import { proxyPasswordItem } from './network-of.ts';
import type { PayerChanges } from '../domain/payer/change.ts';
import { changePayer } from '../domain/payer/change.ts';

/** Fields of which the judgement of the whole depends on the other payers: looked at when one of them changes. */
const judged: readonly FieldName[] = [
  'issuer',
  'fhirBaseUrl',
  'authorizationEndpoint',
  'tokenEndpoint',
  'userInfoEndpoint',
  'jwksEndpoint',
  'introspectionEndpoint',
  'revocationEndpoint',
  'registrationEndpoint',
  'mtlsTokenEndpoint',
];

export interface ChangesWish {
  readonly changes: PayerChanges;
  /** Added to what the payer’s connections may trust and reach. */
  readonly network?: Payer['network'];
  readonly accept?:
    | {
        readonly code: string;
        readonly member: string | undefined;
        readonly reason: string;
        readonly by: string;
        readonly at: string;
      }
    | undefined;
}

/**
 * Saves what a person changed, on top of the revision that the person saw.
 * Throws `payer/proxy-…` for a proxy that cannot be kept, and what `acceptFinding` throws.
 */
export async function saveChanges(
  ports: Pick<Ports, 'store' | 'vault'>,
  before: Payer,
  { changes, accept, network }: ChangesWish,
): Promise<Payer> {
  const proxy = changes.proxy ?? network?.proxy ?? before.network.proxy;
  const [wrong] = proxy === before.network.proxy ? [] : checkProxy(proxy);
  if (wrong !== undefined) throw new Fault(wrong.code, {} as never);
  const widened = network === undefined ? before : { ...before, network };
  const changed = changePayer(widened, changes);
  const isNew = judged.some(
    (name) =>
      changed.fields[name]?.value !== before.fields[name]?.value ||
      changed.fields[name]?.from.join() !== before.fields[name]?.from.join(),
  );
  const settled = isNew || accept !== undefined ? await judgedAmongAll(ports, changed) : askedJudged(changed);
  const saved = await ports.store.savePayer(accept === undefined ? settled : acceptFinding(settled, accept));
  // A password was given for one proxy, and is not sent to another.
  if (saved.network.proxy !== before.network.proxy) await ports.vault.forget(proxyPasswordItem(before.ref));
  return saved;
}
