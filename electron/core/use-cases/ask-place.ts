/** @file Asks one place for its document, and tells what came of it. */
import type { Asked, Finding } from '../domain/discovery/finding.ts';
import type { Place } from '../domain/discovery/well-known.ts';
import { finding } from '../domain/discovery/rules/rule.ts';
import type { Network, Web, WebAnswer } from '../ports.ts';
import { explainUnanswered } from './explain-unanswered.ts';
import type { Received } from './read-received.ts';

export interface PlaceAsked {
  readonly asked: Asked;
  readonly findings: Finding[];
  readonly received: Received | null;
}

/** That nothing lies there: 404 and 410, and 204 by which UDAP says that it does not know a community. */
const absent = [404, 410, 204];

export async function askPlace(web: Web, { kind, address }: Place, network: Network): Promise<PlaceAsked> {
  const answer = await web.get(address, network);
  const { milliseconds } = answer;
  const asked = (outcome: string): Asked => ({
    kind,
    address,
    outcome,
    status: answer.is === 'answered' ? answer.status : null,
    milliseconds,
    bytes: answer.is === 'answered' ? answer.body.byteLength : 0,
  });
  if (answer.is === 'failed') return { asked: asked(answer.code), findings: [failed(answer, address)], received: null };
  if (absent.includes(answer.status)) return { asked: asked('absent'), findings: [], received: null };
  if (answer.status !== 200) {
    const told = refused(answer, address);
    return { asked: asked(told.code), findings: [told], received: null };
  }
  return {
    asked: asked('read'),
    findings: [],
    received: { bytes: answer.body, name: address, retrievedFrom: address },
  };
}

/** One place of several that fails is a warning; that nothing at all was found is told on its own. */
function failed(answer: Extract<WebAnswer, { is: 'failed' }>, address: string): Finding {
  return {
    code: answer.code,
    severity: 'warning',
    member: address,
    ...explainUnanswered(answer, address),
    rule: 'OIDC Discovery 1.0 §4',
  };
}

function refused({ status, headers }: Extract<WebAnswer, { is: 'answered' }>, address: string): Finding {
  const rule = 'OIDC Discovery 1.0 §4.2';
  if (status >= 300 && status < 400) {
    const location = (headers['location'] ?? '(nowhere)').slice(0, 300);
    return finding('warning', 'discovery/redirect', { member: address, details: { address, location }, rule });
  }
  return finding('warning', 'discovery/refused-status', {
    member: address,
    details: { address, status: String(status) },
    rule,
  });
}
