/** @file Servers that are not reached: names, connections, proxies, TLS. */
import { issueExpired, issueForAnotherHost, issueOfUnknownAuthority, makeAuthority } from '../../servers/authority.ts';
import type { Authority, Leaf } from '../../servers/authority.ts';
import { keycloak } from '../../servers/families/keycloak.ts';
import type { HandshakeName } from '../../servers/misbehaving/handshakes.ts';
import { startHandshake } from '../../servers/misbehaving/handshakes.ts';
import { startProxy } from '../../servers/proxy.ts';
import { benchPorts, makePayer } from '../bench.ts';
import type { Case, FamilyCase } from '../case.ts';
import { familyCase } from '../case.ts';

const plain = (name: string, truth: string, more: Partial<FamilyCase>): Case => ({
  ...familyCase({ family: keycloak(), name, truth, ...more }),
  family: 'the way there',
});

const leafOf = (issue: (authority: Authority) => Promise<Leaf>): Pick<FamilyCase, 'server'> => ({
  server: async (authority) => ({ leaf: await issue(authority) }),
});

const later = (days: number) => new Date(Date.now() + days * 86_400_000);

/** A server of which only the handshake is there. */
function handshake(name: string, truth: string, kind: HandshakeName): Case {
  return {
    name,
    truth,
    family: 'the way there',
    arrange: async () => {
      const server = await startHandshake(kind);
      const ports = benchPorts();
      const issuer = server.origin;
      const document = { issuer, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks` };
      await makePayer(ports, {
        documents: [{ address: `${issuer}/.well-known/openid-configuration`, text: JSON.stringify(document) }],
        authority: { certificatePem: server.authority },
      });
      return { ports, nextCall: false, stop: server.stop };
    },
  };
}

/** The same with a proxy on the way, which is stopped with the server. */
function byProxy(name: string, truth: string, proxy: Parameters<typeof startProxy>[0]): Case {
  return {
    name,
    truth,
    family: 'the way there',
    arrange: async (authority) => {
      const between = await startProxy(proxy);
      const inner = await plain(name, truth, { network: { proxy: between.origin } }).arrange(authority);
      return {
        ...inner,
        stop: async () => {
          await Promise.all([inner.stop(), between.stop()]);
        },
      };
    },
  };
}

export const reachedCases: readonly Case[] = [
  plain('nobody listens', 'cause/connection-refused', {
    fields: () => ({ tokenEndpoint: 'https://127.0.0.1:65500/token' }),
  }),
  plain('a private address that was not allowed', 'cause/address-not-allowed', { network: { allowPrivate: false } }),
  plain('the certificate has expired', 'cause/tls-expired', leafOf(issueExpired)),
  plain('the certificate is not valid yet', 'cause/tls-not-yet-valid', {
    server: async (authority) => ({ leaf: await authority.issue({ notBefore: later(1), notAfter: later(9) }) }),
  }),
  plain('the certificate is for another host', 'cause/tls-host-mismatch', leafOf(issueForAnotherHost)),
  plain('a CA that is not trusted', 'cause/tls-unknown-authority', leafOf(issueOfUnknownAuthority)),
  plain('a device of our own network opens TLS', 'cause/tls-inspection', {
    // The CA under which Zscaler issues, as its help names it: “Zscaler Root CA”.
    server: async () => ({ leaf: await (await makeAuthority('Zscaler Root CA')).issue() }),
  }),
  handshake('a CA that is not trusted, sent along', 'cause/tls-unknown-authority', 'unknown-ca'),
  handshake('the chain is incomplete', 'cause/tls-incomplete-chain', 'incomplete-chain'),
  handshake('an old version of TLS', 'cause/tls-version', 'old-version'),
  handshake('no TLS there', 'cause/no-tls-there', 'not-tls'),
  handshake(
    'a client certificate is wanted in the handshake',
    'cause/client-certificate-wanted',
    'certificate-wanted-1.2',
  ),
  handshake('a client certificate is wanted after it', 'cause/client-certificate-wanted', 'certificate-wanted'),
  plain('the proxy is not there', 'cause/proxy-unreachable', { network: { proxy: 'http://127.0.0.1:65501' } }),
  byProxy('the proxy wants a login', 'cause/proxy-wants-login', { login: 'ana:a-password' }),
  byProxy('the proxy refuses the host', 'cause/proxy-refused', { status: 403 }),
];
