/** @file What a negative probe sends: the request of the live test with one thing wrong in it, made anew each time. */
import type { Payer } from '../../domain/payer/payer.ts';
import { Secret } from '../../domain/secret.ts';
import type { Assertion } from '../../domain/token/assertion.ts';
import { base64Url, signingInput } from '../../domain/token/assertion.ts';
import { nobody } from '../../domain/token/audience.ts';
import { unknownScope } from '../../domain/token/judge-probe.ts';
import type { ProbeName } from '../../domain/token/probe-report.ts';
import type { Ports, TokenRequest } from '../../ports.ts';
import { signAssertion } from './sign-assertion.ts';
import type { Prepared } from './token-request.ts';
import { prepareRequest } from './token-request.ts';

export type ProbePorts = Pick<Ports, 'vault' | 'clock' | 'tokenEndpoint' | 'store'>;

const TEN_MINUTES = 600;
const ONE_HOUR = 3600;

/** One wrong request; for a replay it is a good one, to be sent twice. Throws what the live test throws. */
export async function probeRequest(ports: ProbePorts, payer: Payer, name: ProbeName): Promise<TokenRequest> {
  const prepared = await prepareRequest(ports, payer);
  const { request, assertion } = prepared;
  const { form } = request;
  switch (name) {
    case 'replayed-jti':
      return request;
    case 'wrong-grant':
      return { ...request, form: { ...form, grant_type: 'payer-wizard-no-such-grant' } };
    case 'unknown-scope':
      return { ...request, form: { ...form, scope: unknownScope } };
    case 'no-assertion':
      return withoutProof(prepared);
    case 'wrong-secret':
    case 'secret-twice':
    case 'wrong-assertion-type':
      return { ...request, credential: wrongCredential(ports, request, name) };
    default:
      return assertion === null
        ? request
        : withAssertion(prepared, await wrongAssertion(ports, payer, { name, assertion }));
  }
}

type AssertionProbe = Exclude<
  ProbeName,
  | 'replayed-jti'
  | 'wrong-grant'
  | 'unknown-scope'
  | 'no-assertion'
  | 'wrong-secret'
  | 'secret-twice'
  | 'wrong-assertion-type'
>;

/** The compact form. What our key signs names nobody but the payer, or nobody at all: [Note: Audience injection]. */
async function wrongAssertion(
  ports: ProbePorts,
  payer: Payer,
  { name, assertion }: { name: AssertionProbe; assertion: Assertion },
): Promise<string> {
  const { header, claims } = assertion;
  const changed = (others: Partial<Assertion['claims']>) =>
    signAssertion(ports, payer, { header, claims: { ...claims, ...others } }, 'probe');
  switch (name) {
    case 'wrong-audience':
      return changed({ aud: nobody });
    case 'expired':
      return changed({ iat: claims.iat - TEN_MINUTES, exp: claims.exp - TEN_MINUTES - (claims.exp - claims.iat) });
    case 'wrong-issuer':
      return changed({ iss: 'https://nobody.invalid/client' });
    case 'too-long-a-life':
      return changed({ exp: claims.iat + ONE_HOUR });
    case 'unsigned':
      return `${signingInput({ header: { ...header, alg: 'none' }, claims })}.`;
    case 'wrong-key': {
      const input = signingInput(assertion);
      const bytes = new TextEncoder().encode(input);
      const signature = await ports.tokenEndpoint.signAsStranger({ algorithm: header.alg, bytes });
      return `${input}.${base64Url(signature)}`;
    }
  }
}

function withAssertion({ request, way }: Prepared, assertion: string): TokenRequest {
  if (way.grant === 'jwt-bearer') return { ...request, form: { ...request.form, assertion } };
  const { credential } = request;
  return credential.is === 'assertion' ? { ...request, credential: { ...credential, assertion } } : request;
}

function wrongCredential(
  { clock }: ProbePorts,
  { credential }: TokenRequest,
  name: 'wrong-secret' | 'secret-twice' | 'wrong-assertion-type',
): TokenRequest['credential'] {
  if (credential.is === 'assertion')
    return { ...credential, type: 'urn:ietf:params:oauth:client-assertion-type:payer-wizard-no-such-type' };
  if (credential.is !== 'basic' && credential.is !== 'post') return credential;
  return name === 'secret-twice'
    ? { is: 'twice', secret: credential.secret }
    : { ...credential, secret: new Secret(clock.newId()) };
}

/** Neither secret nor assertion, and on a connection that shows no certificate. */
function withoutProof({ request, way }: Prepared): TokenRequest {
  const { assertion: _, ...form } = request.form;
  const network = way.usesCertificate ? { ...request.network, clientCertificate: null } : request.network;
  return { ...request, form, network, credential: { is: 'named' } };
}
