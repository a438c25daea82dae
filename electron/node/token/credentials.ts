/** @file How the client is known to an endpoint: what goes into the form and the headers, and how that is shown afterwards. */
import type { Secret } from '#core/domain/secret.ts';
import type { Credential, TokenRequest } from '#core/ports.ts';
import { MASK } from './redact.ts';

/** RFC 6749 §2.3.1, RFC 7521 §4.2, RFC 8705 §2. */
export function authenticate(
  { clientId, credential }: { clientId: string; credential: Credential },
  { form, headers }: { form: URLSearchParams; headers: Headers },
): void {
  switch (credential.is) {
    case 'basic':
      setBasic(headers, clientId, credential.secret, credential.encoding);
      return;
    case 'post':
      form.set('client_id', clientId);
      form.set('client_secret', credential.secret.reveal());
      return;
    case 'twice':
      setBasic(headers, clientId, credential.secret, 'form');
      form.set('client_id', clientId);
      form.set('client_secret', credential.secret.reveal());
      return;
    case 'assertion':
      if (credential.withClientId) form.set('client_id', clientId);
      form.set('client_assertion_type', credential.type);
      form.set('client_assertion', credential.assertion);
      return;
    case 'named':
      form.set('client_id', clientId);
  }
}

function setBasic(headers: Headers, clientId: string, secret: Secret, encoding: 'form' | 'raw'): void {
  const encode = encoding === 'form' ? formEncode : (text: string) => text;
  const pair = `${encode(clientId)}:${encode(secret.reveal())}`;
  headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
}

/**
 * RFC 6749 §2.3.1 with the unreserved set left alone: openid-client's own encodes “-” and “_” too, and servers that
 * compare the raw pair then refuse an id that needs no encoding (interop-specs §2.2).
 */
export function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

/** Whether a server that does not decode would see another id or secret. */
export function encodingMatters({ clientId, credential }: Pick<TokenRequest, 'clientId' | 'credential'>): boolean {
  if (credential.is !== 'basic') return false;
  return [clientId, credential.secret.reveal()].some((text) => formEncode(text) !== text);
}

/** All that no answer may give back: what proves the client, and parts of it by which it could be told. */
export function secretsIn({
  form = {},
  secretForm = {},
  credential,
}: Partial<Pick<TokenRequest, 'form' | 'secretForm'>> & Pick<TokenRequest, 'credential'>): string[] {
  const assertions = [form['assertion'] ?? '', credential.is === 'assertion' ? credential.assertion : ''];
  return [
    ...assertions.flatMap((assertion) => [assertion, ...assertion.split('.')]),
    ...('secret' in credential ? [credential.secret.reveal()] : []),
    ...Object.values(secretForm).map((secret) => secret.reveal()),
  ].filter((secret) => secret !== '');
}

const secretMembers: ReadonlySet<string> = new Set(['assertion', 'client_assertion', 'client_secret', 'token']);

/** A form as it may be kept: `hidden` are members that are secrets beside those that always are. */
export function shownForm(form: URLSearchParams, hidden: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    [...form].map(([name, value]) => [name, secretMembers.has(name) || hidden.includes(name) ? MASK : value]),
  );
}

/** Headers of ours as they may be kept. */
export function shownHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      name === 'authorization' ? value.replace(/ .*$/s, ` ${MASK}`) : value,
    ]),
  );
}
