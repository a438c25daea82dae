/**
 * @file The request by which a payer-to-payer exchange is started at the Requesting Payer's own Smile CDR (smile-cdr §6.2), with places
 * to fill in for the member. What links it to a definition is the issuer: the same text, to the letter.
 */
export const operations = ['$sdh.s2s.invoke-export', '$invoke-export'] as const;
/** The second one until 2024.08.PRE. */
export type Operation = (typeof operations)[number];

export interface SampleRequest {
  readonly method: 'POST';
  /** Below the FHIR base of the own Smile CDR. */
  readonly path: string;
  readonly body: object;
}

/** Identifiers and names in square brackets are to be filled in. */
export function invokeExport(issuer: string, operation: Operation = operations[0]): SampleRequest {
  const member = { family: '[family name]', given: ['[given name]'] };
  return {
    method: 'POST',
    path: `Patient/${operation}`,
    body: {
      resourceType: 'Parameters',
      parameter: [
        { name: 'localPatient', valueReference: { reference: 'Patient/[id of the member here]' } },
        { name: 'sourceIssuerUrl', valueString: issuer },
        {
          name: 'memberMatch',
          part: [
            {
              name: 'MemberPatient',
              resource: { resourceType: 'Patient', name: [member], birthDate: '[YYYY-MM-DD]' },
            },
            {
              name: 'CoverageToMatch',
              resource: {
                resourceType: 'Coverage',
                status: 'active',
                identifier: [{ system: '[system of member ids at the Source Payer]', value: '[member id there]' }],
              },
            },
            {
              name: 'Consent',
              resource: {
                resourceType: 'Consent',
                status: 'active',
                policy: [{ uri: 'hrex-consent.html#regular' }],
              },
            },
          ],
        },
      ],
    },
  };
}

/** For whoever sends it by hand. */
export function requestText({ method, path, body }: SampleRequest): string {
  return `${method} {FHIR base of your Smile CDR}/${path}\n\n${JSON.stringify(body, null, 2)}\n`;
}
