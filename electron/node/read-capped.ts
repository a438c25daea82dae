/** A body up to a size, counted after decoding: a compressed answer may be small and its content is not. null: larger. */
export async function readCapped(body: AsyncIterable<Uint8Array> | null, capBytes: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.byteLength;
    if (bytes > capBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
