/** @file Every rule, in the order in which they are applied. `docs/findings.md` is made from it. */
import type { ReadDocument } from '../read-document.ts';
import { askingRules } from './asking.ts';
import { audienceRules } from './audience.ts';
import { capabilityStatementRules } from './capability-statement.ts';
import { clientRules } from './client.ts';
import { endpointRules } from './endpoints.ts';
import { groundRules } from './ground.ts';
import { issuerRules } from './issuer.ts';
import { keyRules } from './keys.ts';
import { memberRules } from './members.ts';
import { payerRules } from './payers.ts';
import type { Rule } from './rule.ts';
import { signedMetadataRules } from './signed-metadata.ts';
import { togetherRules } from './together.ts';
import { udapRules } from './udap.ts';

/** Applied to each document by itself. */
export const documentRules: readonly Rule<ReadDocument>[] = [
  ...issuerRules,
  ...endpointRules,
  ...memberRules,
  ...clientRules,
  ...capabilityStatementRules,
  ...signedMetadataRules,
  ...udapRules,
  ...keyRules,
];

export { askingRules, audienceRules, groundRules, payerRules, togetherRules };
