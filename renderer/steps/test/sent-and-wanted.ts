import type { LikelyCause } from '#core/domain/diagnosis/diagnosis.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import type { TokenReport } from '#core/domain/token/report.ts';

export interface Both {
  readonly sent: string;
  /** What the other one is: “Issuer”. */
  readonly name: string;
  readonly wanted: string;
}

/** What was sent and what the remedy would send instead, where the two are texts to be compared; null: there is nothing to compare. */
export function sentAndWanted({ remedy }: LikelyCause, report: TokenReport, payer: Payer): Both | null {
  if (remedy?.is !== 'change') return null;
  const { assertionAudience, assertionAudienceText = '', clientId, requestScopes } = remedy.fields;
  if (assertionAudience !== undefined) {
    const sent = report.sent.assertion?.claims['aud'];
    return bothOf(sent, wantedAudience(assertionAudience, assertionAudienceText, payer));
  }
  if (clientId !== undefined) return bothOf(report.settings['clientId'], { name: 'Instead', wanted: clientId });
  if (requestScopes !== undefined)
    return bothOf(report.settings['requestScopes'], { name: 'Instead', wanted: requestScopes });
  return null;
}

function wantedAudience(choice: string, text: string, payer: Payer): Omit<Both, 'sent'> {
  if (choice === 'issuer') return { name: 'Issuer', wanted: valueOf(payer, 'issuer') };
  if (choice === 'token-endpoint') return { name: 'Endpoint', wanted: valueOf(payer, 'tokenEndpoint') };
  return { name: 'Instead', wanted: text };
}

function bothOf(sent: unknown, { name, wanted }: Omit<Both, 'sent'>): Both | null {
  if (typeof sent !== 'string' || sent === '' || wanted === '' || sent === wanted) return null;
  return { sent, name, wanted };
}
