import type { FieldName } from '../payer/fields.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import { isSmileCdr, listedBy } from '../payer/source-kind.ts';
import { postedTo, wayOf } from '../token/way.ts';
import type { Finding } from './finding.ts';
import { askingRules } from './rules/asking.ts';
import type { Asking } from './rules/asking-subject.ts';
import { audienceRules } from './rules/audience.ts';
import { apply } from './rules/rule.ts';

const rules = [...audienceRules, ...askingRules];

/** What is to be said of the settings by which the payer is asked. */
export function judgeAsking(payer: Payer): Finding[] {
  return apply(rules, askingOf(payer));
}

/** The codes of these findings: they are made anew whenever a value changes. */
export const askingCodes: ReadonlySet<string> = new Set(rules.map(({ code }) => code));

function askingOf(payer: Payer): Asking {
  const way = wayOf(payer);
  return {
    text: (name: FieldName) => valueOf(payer, name),
    isTyped: (name) => payer.fields[name]?.from.includes('typed') === true,
    way,
    endpoint: postedTo(payer),
    showsCertificate: way.usesCertificate || payer.network.clientKeyId !== null,
    kinds: new Set(payer.documents.map(({ kind }) => kind)),
    methods: listedBy(payer, 'tokenEndpointAuthMethods'),
    algorithms: listedBy(payer, 'tokenEndpointAuthSigningAlgs'),
    isSmileCdr: isSmileCdr(payer),
  };
}
