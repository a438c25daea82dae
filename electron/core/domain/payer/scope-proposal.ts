/** @file The scopes that are proposed, by kind of source (interop-specs §3.3). */
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
      because:
        listed.length > 0
          ? 'The documents list scopes of Smile CDR.'
          : 'Nothing tells what the source is; these are the vendor’s own for payer-to-payer with a Smile CDR.',
    };

  const resources =
    listed.includes('system/*.rs') && !listed.includes('system/*.read') ? 'system/*.rs' : 'system/*.read';
  const isOld = listed.includes(bulkMemberMatch.before) && !listed.includes(bulkMemberMatch.now);
  const bulk = isOld ? bulkMemberMatch.before : bulkMemberMatch.now;
  return { value: [resources, memberMatch, bulk].join(' '), because: becauseOf(listed, { resources, bulk }) };
}

function becauseOf(listed: readonly string[], { resources, bulk }: { resources: string; bulk: string }): string {
  const version = listed.includes(resources) ? 'in the spelling that the documents list' : 'in the spelling of SMART 1';
  const pdex = listed.includes(bulk) ? 'as the documents spell it' : 'as PDex 2.2 spells it';
  return `No Smile CDR: SMART’s scopes for systems ${version}, and the operations of HRex and PDex (bulk match ${pdex}).`;
}
