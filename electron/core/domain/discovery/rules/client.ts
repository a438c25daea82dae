/** @file Whether a client of ours can prove itself there: grants, methods, algorithms. */
import { algorithmsOf } from '../../keys/algorithms.ts';
import type { Finding } from '../finding.ts';
import type { ReadDocument } from '../read-document.ts';
import { listOf } from '../read-document.ts';
import { finding } from './rule.ts';

export function judgeClient(document: ReadDocument): Finding[] {
  if (!['openid-configuration', 'oauth-authorization-server', 'smart-configuration', 'udap'].includes(document.kind))
    return [];
  return [
    ...judgeGrants(document),
    ...judgeMethods(document),
    ...judgeAlgorithms(document),
    ...judgeChallenges(document),
  ];
}

function judgeGrants({ json }: ReadDocument): Finding[] {
  const member = 'grant_types_supported';
  const grants = listOf(json, member);
  if (grants?.includes('client_credentials') === true) return [];
  const rule = 'RFC 8414 §2';
  // Without the list the default names other grants; so many servers leave it out that it says nothing.
  if (grants === null) return [finding('info', 'grants/not-told', { member, details: {}, rule })];
  return [finding('warning', 'grants/no-client-credentials', { member, details: { grants: grants.join(', ') }, rule })];
}

/** What any key of ours can sign with. */
const possibleAlgorithms = [
  ...algorithmsOf({ type: 'RSA', bits: 3072 }),
  ...algorithmsOf({ type: 'EC', curve: 'P-384' }),
  ...algorithmsOf({ type: 'EC', curve: 'P-256' }),
];

const ours = ['private_key_jwt', 'client_secret_basic'];

function judgeMethods({ json }: ReadDocument): Finding[] {
  const member = 'token_endpoint_auth_methods_supported';
  const methods = listOf(json, member);
  if (methods === null || methods.some((method) => ours.includes(method))) return [];
  return [
    finding('warning', 'methods/none-of-ours', {
      member,
      details: { methods: methods.join(', ') },
      rule: 'RFC 8414 §2',
    }),
  ];
}

function judgeAlgorithms({ json }: ReadDocument): Finding[] {
  const member = 'token_endpoint_auth_signing_alg_values_supported';
  const algorithms = listOf(json, member);
  const rule = 'RFC 8414 §2';
  const signs = listOf(json, 'token_endpoint_auth_methods_supported')?.includes('private_key_jwt') ?? false;
  if (algorithms === null) return signs ? [finding('info', 'algorithms/not-told', { member, details: {}, rule })] : [];
  const findings: Finding[] = [];
  if (algorithms.includes('none')) findings.push(finding('warning', 'algorithms/none', { member, details: {}, rule }));
  if (signs && !algorithms.some((algorithm) => possibleAlgorithms.includes(algorithm)))
    findings.push(
      finding('warning', 'algorithms/none-of-ours', { member, details: { algorithms: algorithms.join(', ') }, rule }),
    );
  return findings;
}

function judgeChallenges({ kind, json }: ReadDocument): Finding[] {
  const member = 'code_challenge_methods_supported';
  const methods = listOf(json, member) ?? [];
  const isWrong = kind === 'smart-configuration' && methods.includes('plain');
  const rule = 'SMART App Launch 2.2 §Metadata';
  return isWrong ? [finding('info', 'challenges/plain', { member, details: {}, rule })] : [];
}
