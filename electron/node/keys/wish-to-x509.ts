/** @file What a wish says, as the library writes it. */
import type { RequestWish, SubjectName } from '#core/domain/keys/certificate-wish.ts';
import type { UsageName } from '#core/domain/keys/usages.ts';
import type * as Peculiar from '@peculiar/x509';

type Library = typeof Peculiar;

/**
 * From the country down to the name, as CAs write it. Each as UTF8String but the country, which is a PrintableString (RFC
 * 5280 appendix A.1). As values, for a text would be parsed: quotes and backslashes would be taken out of it.
 */
export function subjectOf({ Name }: Library, subject: SubjectName): Peculiar.Name {
  const { country, state, locality, organization, organizationalUnit, commonName } = subject;
  const parts = [
    ['ST', state],
    ['L', locality],
    ['O', organization],
    ['OU', organizationalUnit],
    ['CN', commonName],
  ] as const;
  return new Name([
    ...(country === '' ? [] : [{ C: [{ printableString: country }] }]),
    ...parts.filter(([, value]) => value !== '').map(([type, value]) => ({ [type]: [{ utf8String: value }] })),
  ]);
}

const extendedUsages: Partial<Record<UsageName, string>> = {
  clientAuth: '1.3.6.1.5.5.7.3.2',
  serverAuth: '1.3.6.1.5.5.7.3.1',
};

export function extensionsOf(library: Library, { dnsNames, uris, usages }: RequestWish): Peculiar.Extension[] {
  const flags: Partial<Record<UsageName, Peculiar.KeyUsageFlags>> = library.KeyUsageFlags;
  const bits = usages.map((usage) => flags[usage]).filter((flag) => flag !== undefined);
  const purposes = usages.flatMap((usage) => extendedUsages[usage] ?? []);
  const names = [
    ...dnsNames.map((value) => ({ type: 'dns' as const, value })),
    ...uris.map((value) => ({ type: 'url' as const, value })),
  ];
  return [
    ...(bits.length === 0
      ? []
      : [
          new library.KeyUsagesExtension(
            bits.reduce((sum, bit) => sum | bit),
            true,
          ),
        ]),
    ...(purposes.length === 0 ? [] : [new library.ExtendedKeyUsageExtension(purposes)]),
    ...(names.length === 0 ? [] : [new library.SubjectAlternativeNameExtension(names)]),
  ];
}
