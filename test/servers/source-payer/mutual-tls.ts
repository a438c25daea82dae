/** @file Clients that prove themselves by the TLS connection: RFC 8705 §2. */
import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';

type MutualTls = NonNullable<NonNullable<Configuration['features']>['mTLS']>;

export const mutualTls: MutualTls = {
  enabled: true,
  tlsClientAuth: true,
  selfSignedTlsClientAuth: true,
  certificateBoundAccessTokens: false,
  getCertificate: (context) => shown(context),
  certificateAuthorized: ({ socket }) => (socket as TLSSocket).authorized,
  certificateSubjectMatches: (context, property, expected) => {
    const certificate = shown(context);
    if (certificate === undefined) return false;
    return property === 'tls_client_auth_subject_dn'
      ? parts(certificate.subject) === parts(expected)
      : names(certificate).includes(expected);
  },
};

function shown({ socket }: KoaContextWithOIDC): X509Certificate | undefined {
  return (socket as TLSSocket).getPeerX509Certificate();
}

/** RFC 4514 in any order and spacing: what a person copied from one tool and what another one shows. */
function parts(name: string): string {
  return name
    .split(/[\n,]/)
    .map((part) => part.trim())
    .sort()
    .join(',');
}

function names({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName.split(', ').map((name) => name.replace(/^(?:DNS|URI|IP Address|email):/, ''));
}
