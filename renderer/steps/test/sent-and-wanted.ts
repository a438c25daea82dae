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
  const { assertionAudience, assertionAudienceText } = remedy.fields;
  if (assertionAudience !== undefined || assertionAudienceText !== undefined) {
    const choice = assertionAudience ?? valueOf(payer, 'assertionAudience');
    return bothOf(report.sent.assertion?.claims['aud'], wantedAudience(choice, assertionAudienceText ?? '', payer));
  }
  const name = (['tokenEndpoint', 'clientId', 'requestScopes'] as const).find((each) => each in remedy.fields);
  return name === undefined
    ? null
    : bothOf(report.settings[name], { name: 'Instead', wanted: remedy.fields[name] ?? '' });
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
