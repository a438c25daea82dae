/**
 * Who stands behind a key, by the reader's own list: its word is who is who. Two keys under one name are one person's, who had a
 * new one made or has two desks. Names that differ in case, blanks or the form of their letters alone are one name; a key without
 * a name is somebody by itself.
 */
export function personOf({ keyId, name }: { readonly keyId: string; readonly name: string }): string {
  const plain = name.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/g, ' ');
  return plain === '' ? keyId : `name ${plain}`;
}
