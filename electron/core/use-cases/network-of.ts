import type { KeyRecord } from '../domain/keys/key-record.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { isTyped } from '../domain/payer/edit.ts';
import { valueOf } from '../domain/payer/payer.ts';
import type { Target } from '../domain/push/target.ts';
import { ownAudience } from '../domain/token/audience.ts';
import type { Network, VaultItem } from '../ports.ts';

type Reached = Pick<Payer, 'ref' | 'network' | 'keys' | 'address' | 'fields' | 'accepted'>;

/** How a payer’s servers are reached: its settings, with whatever of them lies in the vault named by its owner. */
export function networkOf(payer: Reached, address = payer.address): Network {
  const { ref, network, keys } = payer;
  const { authorities, allowPrivate, proxy, clientKeyId } = network;
  const key = keys.find(({ id }) => id === clientKeyId);
  const named =
    clientKeyId === null
      ? null
      : { pem: key === undefined ? '' : shownBy(key), keyId: clientKeyId, grounds: groundsOf(payer, address) };
  return { authorities, allowPrivate, proxy, owner: ref, clientCertificate: named };
}

/** The certificate and what is above it, for a server that trusts the root alone; that one it has: RFC 8446 §4.4.2. */
function shownBy({ certificate, chain }: KeyRecord): string {
  if (certificate === null) return '';
  return [certificate, ...chain.filter(({ selfSigned }) => !selfSigned)].map(({ pem }) => pem).join('');
}

/**
 * Whose hosts may see the client certificate: it names us to whoever asks, and a document can name any host. What a person
 * gave or confirmed counts, the issuer and the FHIR base count; an endpoint that a document merely names does not.
 */
function groundsOf(payer: Reached, address: string): string[] {
  const { tokenEndpoint, mtlsTokenEndpoint } = payer.fields;
  const given = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  const confirmed = payer.accepted.flatMap(({ code, compared }) =>
    // An audience is a name, and nobody is asked there.
    compared === undefined || code === ownAudience ? [] : [compared.told],
  );
  const typed = [tokenEndpoint, mtlsTokenEndpoint].flatMap((field) =>
    field !== undefined && isTyped(field) ? [field.value] : [],
  );
  const all = [given, valueOf(payer, 'issuer'), valueOf(payer, 'fhirBaseUrl'), ...typed, ...confirmed];
  return all.filter((each) => URL.canParse(each));
}

/** `owner`: a payer, or a target. */
export function proxyPasswordItem(owner: string): VaultItem {
  return { owner, kind: 'proxy-password', id: 'proxy-password' };
}

/** How a target is reached. It is a place that a person typed, often in the own network: only what is never asked is refused. */
export function networkOfTarget({ name, baseUrl, authorities, proxy, clientKey }: Target): Network {
  return {
    authorities,
    allowPrivate: true,
    // Which is taken for this machine itself only: see `addTarget`.
    plainHttp: baseUrl.startsWith('http:'),
    proxy,
    owner: targetOwner(name),
    clientCertificate: clientKey && { pem: shownBy(clientKey), keyId: clientKey.id, grounds: [baseUrl] },
  };
}

export function targetOwner(name: string): string {
  return `target:${name}`;
}

/** How lists of revoked certificates are read: their hosts are a CA’s, and what they say is signed (RFC 5280 §8). */
export function networkOfLists(network: Network): Network {
  return { ...network, clientCertificate: null, plainHttp: true };
}
