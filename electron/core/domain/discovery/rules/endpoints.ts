/** @file The addresses in a document: whole, https, and really addresses. On whose ground they are is judged in `ground.ts`. */
import { addressFlaw, templateIn } from '../../address.ts';
import { fields } from '../../payer/fields.ts';
import { addressOf, endpointNames, fieldMembers, statedAddress } from '../fields.ts';
import type { ReadDocument } from '../read-document.ts';
import { textOf } from '../read-document.ts';
import type { Found } from './rule.ts';
import { rulesOf } from './rule.ts';

const rule = rulesOf<ReadDocument>();
const https = 'RFC 6749 §3.1.2.1 and §3.2, OIDC Discovery 1.0 §3';

export const endpointRules = [
  rule({
    code: 'token-endpoint/not-a-url',
    severity: 'error',
    gate: 'never',
    section: https,
    says: 'The token endpoint “{address}” is not an address.',
    hint: 'Tell the Source Payer: it is a whole https URL.',
    finds: (document) => ofToken(document, ({ address, url }) => url === null && isUntold(address)),
  }),
  rule({
    code: 'token-endpoint/not-https',
    severity: 'error',
    gate: 'never',
    section: https,
    says: 'The token endpoint {address} is not https.',
    hint: 'Credentials are not sent there. Ask the Source Payer for the https address.',
    finds: (document) => ofToken(document, ({ url }) => url !== null && url.protocol !== 'https:'),
  }),
  rule({
    code: 'endpoint/fragment',
    severity: 'warning',
    section: 'RFC 6749 §3.1 and §3.2',
    says: '{label} {address} has a fragment.',
    hint: 'RFC 6749 forbids it. Tell the Source Payer; the part behind # is not sent.',
    finds: (document) => ofAll(document, ({ url }) => url !== null && url.hash !== ''),
  }),
  rule({
    code: 'endpoint/not-a-url',
    severity: 'error',
    section: https,
    says: '{label} “{address}” is not an address.',
    hint: 'Tell the Source Payer, or clear the field if you do not need it.',
    finds: (document) => ofOthers(document, ({ address, url }) => url === null && isUntold(address)),
  }),
  rule({
    code: 'endpoint/not-https',
    severity: 'error',
    section: https,
    says: '{label} {address} is not https.',
    hint: 'Ask the Source Payer for the https address, or clear the field if you do not need it.',
    finds: (document) => ofOthers(document, ({ url }) => url !== null && url.protocol !== 'https:'),
  }),
  rule({
    code: 'endpoint/holds-credentials',
    severity: 'error',
    section: 'RFC 3986 §3.2.1, RFC 9110 §4.2.4',
    says: '{label} holds a user name or a password.',
    hint: 'Tell the Source Payer at once: everybody can read it there. It is not used.',
    finds: (document) => ofAll(document, ({ url }) => url !== null && url.username + url.password !== ''),
  }),
  rule({
    code: 'endpoint/template',
    severity: 'error',
    section: 'RFC 6570 §1.1, OIDC Discovery 1.0 §3',
    says: '{label} {address} holds a place to fill in.',
    hint: 'Ask the Source Payer for your own value, such as a tenant or a practice code, and type the whole address in Endpoints.',
    finds: (document) =>
      // Of the aliases all are looked at together: “member/template”.
      ofEvery(document, (address) => templateIn(address) !== '').filter(({ member }) => member !== aliases),
  }),
  rule({
    code: 'endpoint/characters',
    severity: 'error',
    section: 'RFC 3986 §2',
    says: '{label} “{address}” holds white space, a backslash or a character that cannot be seen.',
    hint: 'Tell the Source Payer: programs read such an address differently. Type the right one in Endpoints.',
    finds: (document) => ofEvery(document, (address) => addressFlaw(address) === 'characters'),
  }),
  rule({
    code: 'endpoint/this-machine',
    severity: 'warning',
    section: 'RFC 6761 §6.3, RFC 6890 §2.2',
    says: '{label} {address} is on the machine of whoever reads it, or inside of a private network.',
    hint: 'A development server’s document, perhaps. Ask the Source Payer for the one that others read.',
    // Where one is, the others are too.
    finds: (document) =>
      isPrivate(document.retrievedFrom) ? [] : ofAll(document, ({ address }) => isPrivate(address)).slice(0, 1),
  }),
  rule({
    code: 'endpoint/relative',
    severity: 'warning',
    section: 'SMART App Launch 2.2 §Metadata',
    says: '“{raw}” is relative; it was completed to {address}.',
    hint: 'SMART wants whole addresses. Compare the completed one, and tell the Source Payer.',
    finds: (document) =>
      everyAddress(document).flatMap(({ member, address }) => {
        const raw = statedAddress(document, member);
        return raw !== address ? [{ member, details: { raw, address } }] : [];
      }),
  }),
  rule({
    code: 'endpoint/mutual-tls-alias',
    severity: 'info',
    section: 'RFC 8705 §5',
    says: 'Clients that prove themselves by mutual TLS have a token endpoint of their own: {alias}.',
    hint: 'Take it if the Source Payer asks for a client certificate; else {address} is right.',
    finds: (document) => {
      const alias = addressOf(document, aliases);
      const address = addressOf(document, 'token_endpoint');
      return alias === '' || alias === address ? [] : [{ member: aliases, details: { alias, address } }];
    },
  }),
  rule({
    code: 'tokens/certificate-bound',
    severity: 'info',
    section: 'RFC 8705 §3.3, RFC 9728 §2',
    says: 'Access tokens are bound to the client certificate of the connection on which they were asked for.',
    hint: 'Choose the key whose certificate is shown, in Discover under “How it is reached”. Smile CDR has to show the same one when it uses the token.',
    finds: ({ kind, json }) => (kind !== 'jwks' && json[bound] === true ? [{ member: bound, details: {} }] : []),
  }),
];

const aliases = 'mtls_endpoint_aliases';
const bound = 'tls_client_certificate_bound_access_tokens';

interface Address {
  readonly member: string;
  readonly label: string;
  readonly address: string;
  /** null: it is none, or a template, or holds what no address holds. */
  readonly url: URL | null;
}

/** Every rule looks at them: each is taken apart once. */
const known = new WeakMap<ReadDocument, Address[]>();

function everyAddress(document: ReadDocument): Address[] {
  if (document.kind === 'jwks' || document.kind === 'unknown') return [];
  const addresses = known.get(document) ?? endpointNames.flatMap((name) => addressNamed(document, name));
  known.set(document, addresses);
  return addresses;
}

function addressNamed(document: ReadDocument, name: (typeof endpointNames)[number]): Address[] {
  const member = fieldMembers[name] ?? name;
  const address = addressOf(document, member);
  if (address === '') return [];
  const flaw = addressFlaw(address);
  const isReadable = flaw === null || flaw === 'not-https' || flaw === 'holds-credentials';
  const url = isReadable ? new URL(address) : null;
  return [{ member, label: fields[name].label, address, url }];
}

/** Whether nothing else says why it is no address. */
function isUntold(address: string): boolean {
  const flaw = addressFlaw(address);
  return flaw === 'not-a-url' || (flaw === 'characters' && !URL.canParse(address));
}

/** The endpoints, and the issuer. */
function ofEvery(
  document: ReadDocument,
  isWrong: (address: string) => boolean,
): Found<{ label: string; address: string }>[] {
  const issuer = textOf(document.json, 'issuer');
  const ofIssuer = { member: 'issuer', details: { label: fields.issuer.label, address: issuer } };
  return [...ofAll(document, ({ address }) => isWrong(address)), ...(isWrong(issuer) ? [ofIssuer] : [])];
}

type Test = (address: Address) => boolean;

function ofAll(document: ReadDocument, isWrong: Test): Found<{ label: string; address: string }>[] {
  return everyAddress(document)
    .filter(isWrong)
    .map(({ member, label, address }) => ({ member, details: { label, address } }));
}

function ofToken(document: ReadDocument, isWrong: Test): Found<{ address: string }>[] {
  return ofAll(document, isWrong).filter(({ member }) => member === 'token_endpoint');
}

function ofOthers(document: ReadDocument, isWrong: Test): Found<{ label: string; address: string }>[] {
  return ofAll(document, isWrong).filter(({ member }) => member !== 'token_endpoint');
}

/** Names and addresses that lead nowhere for a stranger. The connection itself is checked where it is made. */
function isPrivate(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return (
    /^(localhost|.*\.localhost|.*\.local|.*\.internal)$/.test(hostname) ||
    /^(127|10|0)\.\d+\.\d+\.\d+$|^192\.168\.\d+\.\d+$|^172\.(1[6-9]|2\d|3[01])\.\d+\.\d+$/.test(hostname) ||
    /^\[(::1|f[cd][0-9a-f]{2}:)/.test(hostname)
  );
}
