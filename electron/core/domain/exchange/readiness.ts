/**
 * @file What has to be true before a member's data can be asked for (smile-cdr §6.4). The vendor's own list could not be read: this is
 * what its pages imply. `ok` and `missing` were looked at; `cannot-tell` could not be; a `question` is for a person.
 */
import { z } from 'zod';
import { hasExchangeModule } from '../push/advise-modules.ts';
import type { DefinitionStep } from '../push/plan-types.ts';

export const Check = z.object({
  is: z.enum(['ok', 'missing', 'cannot-tell', 'question']),
  says: z.string(),
  /** Section of the notes on Smile CDR. */
  section: z.string(),
});
export type Check = z.infer<typeof Check>;

export interface LookedAt {
  /** null: this user may not list them, or no target was named. */
  readonly modules: readonly { nodeId: string; moduleId: string; moduleType: string }[] | null;
  /** The target's properties file; null: not told. */
  readonly properties: string | null;
  /** What a push would do now; null: no target was named. */
  readonly step: DefinitionStep | null;
  /** Whether the last live test, with the settings of now, got a token; null: none was made with them. */
  readonly tokenCame: boolean | null;
  readonly usesKey: boolean;
  readonly hasOwnAuthorities: boolean;
  readonly issuer: string;
}

export function readinessChecks(looked: LookedAt): Check[] {
  const { tokenCame, usesKey, hasOwnAuthorities, issuer } = looked;
  return [
    ofExchangeModule(looked),
    ofStorage(looked),
    ofDefinition(looked),
    tokenCame === null
      ? check('missing', 'No live test was made with the settings of now: run it in Live test.', '6.4 (4)')
      : check(
          tokenCame ? 'ok' : 'missing',
          tokenCame ? 'The last live test got a token.' : 'The last live test got no token.',
          '6.4 (4)',
        ),
    question(
      'In the S2S module, are “Reference System used by Target Patient” and “Responder Identifier System” set?',
      '6.4 (2)',
    ),
    question(
      'Has the Source Payer given this client the scopes openid and cdr_all_user_authorities, and the permissions FHIR_OP_MEMBER_MATCH, FHIR_OP_INITIATE_BULK_DATA_EXPORT, FHIR_ALL_READ and FHIR_ALL_WRITE?',
      '4.3',
    ),
    question(
      'At the Source Payer, are OpenID Connect security, bulk export and the index of missing search parameters on?',
      '6.4 (5)',
    ),
    question('Has each member’s local Patient exactly one identifier in the reference system?', '6.4 (6)'),
    question('Are Consent and Coverage of the member at hand for memberMatch?', '6.4 (7)'),
    question(
      `From the Smile CDR host, are token endpoint, JWKS and FHIR base reachable?${hasOwnAuthorities ? ' The payer’s own CA has to be in introspection_client.truststore.file there.' : ''}`,
      '6.4 (8)',
    ),
    question(
      `${usesKey ? 'Has the Source Payer the public key that signs now, and are' : 'Are'} the clocks of both sides right?`,
      '6.4 (9)',
    ),
    question(`Do those who start an exchange give sourceIssuerUrl as ${issuer}, to the letter?`, '6.2'),
  ];
}

function check(is: Check['is'], says: string, section: string): Check {
  return { is, says, section: `§${section}` };
}

function question(says: string, section: string): Check {
  return check('question', says, section);
}

const noTarget = 'No target was asked.';

function ofExchangeModule({ modules }: LookedAt): Check {
  if (modules === null)
    return check('cannot-tell', `It was not seen whether there is a System to System module: ${noTarget}`, '6.4 (1)');
  return hasExchangeModule(modules)
    ? check('ok', 'There is a System to System module; whether it runs is shown in the console.', '6.4 (1)')
    : check('missing', 'No System to System module is among the modules of this target.', '6.4 (1)');
}

/** Its dependency stands in the properties as `module.ID.requires.PERSISTENCE…=ID`. */
function ofStorage({ modules, properties }: LookedAt): Check {
  const says = 'a Storage module for the System to System module';
  const exchange = modules?.find((module) => hasExchangeModule([module]));
  if (exchange === undefined || properties === null)
    return check('cannot-tell', `It was not seen whether there is ${says}.`, '6.4 (1)');
  const line = `module.${exchange.moduleId}.requires.PERSISTENCE`;
  const isThere = properties.split(/\r?\n/).some((each) => each.startsWith(line));
  return isThere ? check('ok', `There is ${says}.`, '6.4 (1)') : check('missing', `There is not ${says}.`, '6.4 (1)');
}

function ofDefinition({ step }: LookedAt): Check {
  const section = '6.4 (3)';
  if (step === null)
    return check('cannot-tell', `It was not seen whether the definition is there: ${noTarget}`, section);
  switch (step.does) {
    case 'nothing':
      return check('ok', `The definition is there as it is to be, pid ${String(step.pid)}.`, section);
    case 'conflict':
      return check('missing', step.says, section);
    case 'create':
      return check('missing', 'There is no definition of this issuer in its module: push it.', section);
    default:
      return check('missing', 'The definition there differs from this payer’s: plan a push to see how.', section);
  }
}
