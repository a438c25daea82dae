import type { TokenReport } from '#core/domain/token/report.ts';

interface Line {
  readonly name: string;
  readonly value: string;
  readonly look: 's' | 'k' | 'masked';
}

/** The request of a live test, line by line, as it went over the wire but for what must not be shown. */
export function sentLines({ endpoint, sent }: TokenReport): Line[] {
  const { authorization, form, assertion } = sent;
  return [
    { name: 'POST ', value: endpoint, look: 'k' },
    ...(authorization === '' ? [] : [{ name: 'authorization: ', value: authorization, look: 'k' } as const]),
    ...Object.entries(form).map(([name, value]) => ({ name: `${name}=`, value, look: 's' }) as const),
    ...(assertion === null ? [] : assertionLines(assertion)),
  ];
}

function assertionLines({ header, claims }: NonNullable<TokenReport['sent']['assertion']>): Line[] {
  return [
    { name: 'assertion header', value: '', look: 'k' },
    ...jsonLines(header),
    { name: 'assertion claims', value: '', look: 'k' },
    ...jsonLines(claims),
    { name: '', value: 'signature: not shown', look: 'masked' },
  ];
}

function jsonLines(value: unknown): Line[] {
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => ({ name: '', value: line, look: 's' }));
}
