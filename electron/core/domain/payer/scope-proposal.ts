/** @file The scopes that are proposed, by kind of source (interop-specs §3.3). */
import { say } from '../texts.ts';
import { bulkMemberMatch, memberMatch } from '../token/scopes.ts';
import type { Proposed } from './client-proposals.ts';
import type { Payer } from './payer.ts';
import { isSmileCdr, listedBy } from './source-kind.ts';

const smileScopes = 'openid cdr_all_user_authorities';

export function scopeProposal(payer: Payer): Proposed {
  const listed = listedBy(payer, 'scopesSupported');
  if (isSmileCdr(payer))
    return {
      value: smileScopes,
      because: listed.length > 0 ? say('proposal/scopes-smile') : say('proposal/scopes-unknown'),
    };

  const resources =
    listed.includes('system/*.rs') && !listed.includes('system/*.read') ? 'system/*.rs' : 'system/*.read';
  const isOld = listed.includes(bulkMemberMatch.before) && !listed.includes(bulkMemberMatch.now);
  const bulk = isOld ? bulkMemberMatch.before : bulkMemberMatch.now;
  return { value: [resources, memberMatch, bulk].join(' '), because: becauseOf(listed, { resources, bulk }) };
}

function becauseOf(listed: readonly string[], { resources, bulk }: { resources: string; bulk: string }): string {
  const version = listed.includes(resources)
    ? say('proposal/scopes-version-listed')
    : say('proposal/scopes-version-first');
  const pdex = listed.includes(bulk) ? say('proposal/scopes-pdex-listed') : say('proposal/scopes-pdex-now');
  return say('proposal/scopes-systems', { version, pdex });
}
