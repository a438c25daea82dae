/** @file The issuer: its form, and whether it is the one that the document's address implies (interop-specs §1.9). */
import type { Finding } from '../finding.ts';
import type { ReadDocument } from '../read-document.ts';
import { textOf } from '../read-document.ts';
import { readPlace } from '../well-known.ts';
import { finding } from './rule.ts';

const member = 'issuer';
const rules = {
  'openid-configuration': 'OIDC Discovery 1.0 §4.3',
  'oauth-authorization-server': 'RFC 8414 §3.3',
} as const;

export function judgeIssuer(document: ReadDocument): Finding[] {
  const { kind, json } = document;
  const issuer = textOf(json, member);
  const isBound = kind === 'openid-configuration' || kind === 'oauth-authorization-server';
  if (issuer === '') {
    if (isBound) return [finding('error', 'issuer/missing', { member, details: { kind }, rule: rules[kind] })];
    return kind === 'smart-configuration' ? judgeAbsence(document) : [];
  }
  return [...judgeForm(issuer), ...(isBound ? judgeBinding(document, issuer, rules[kind]) : [])];
}

function judgeAbsence({ json }: ReadDocument): Finding[] {
  const capabilities = json['capabilities'];
  const signsIn = Array.isArray(capabilities) && capabilities.includes('sso-openid-connect');
  const rule = 'SMART App Launch 2.2 §Metadata';
  return signsIn ? [finding('warning', 'issuer/missing-for-sign-in', { member, details: {}, rule })] : [];
}

function judgeForm(issuer: string): Finding[] {
  const rule = 'OIDC Discovery 1.0 §3, RFC 8414 §2';
  const details = { issuer };
  if (!URL.canParse(issuer)) return [finding('error', 'issuer/not-a-url', { member, details, rule })];
  const { protocol, search, hash, username, password } = new URL(issuer);
  if (protocol !== 'https:') return [finding('error', 'issuer/not-https', { member, details, rule })];
  const isBare = search === '' && hash === '' && username === '' && password === '';
  return isBare ? [] : [finding('error', 'issuer/not-bare', { member, details, rule })];
}

/** Code point by code point. A difference of spelling only is for a person to look at; any other is another issuer. */
function judgeBinding({ retrievedFrom, kind }: ReadDocument, issuer: string, rule: string): Finding[] {
  const place = readPlace(retrievedFrom);
  if (place === null) {
    const code = retrievedFrom === '' ? 'issuer/not-comparable' : 'issuer/unusual-place';
    return [finding('info', code, { member, details: { issuer, kind, address: retrievedFrom }, rule })];
  }
  const expected = place.of;
  if (issuer === expected) return [];
  const details = { issuer, expected };
  if (withoutSlash(issuer) === withoutSlash(expected))
    return [finding('warning', 'issuer/differs-by-slash', { member, details, rule })];
  if (spelling(issuer) === spelling(expected))
    return [finding('warning', 'issuer/differs-by-spelling', { member, details, rule })];
  return [finding('error', 'issuer/differs', { member, details, rule })];
}

function withoutSlash(address: string): string {
  return address.replace(/\/$/, '');
}

/** As URL writes it: host in lower case, default port left out. */
function spelling(address: string): string {
  return URL.canParse(address) ? withoutSlash(new URL(address).href) : address;
}
