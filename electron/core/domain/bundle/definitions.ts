/** @file The definitions in a bundle, as they were signed. Whether the bundle is sound is judged elsewhere, and before. */
import { Fault } from '../fault.ts';
import { readJson } from '../json/read-json.ts';
import { ServerDefinition } from '../definition/server-definition.ts';
import type { PayerRef } from '../payer/payer.ts';
import type { Opened } from './verify/opened.ts';

export interface BundledDefinition {
  readonly payer: PayerRef;
  readonly name: string;
  readonly definition: ServerDefinition;
}

export const definitionPath = (ref: PayerRef): string => `payers/${ref}/definition/definition.json`;

/** In the order of the manifest. Throws `bundle/wrong-definition`: a signature makes nothing right. */
export function definitionsIn({ byPath, manifest }: Opened): BundledDefinition[] {
  return manifest.payers.map(({ ref, name }) => {
    const path = definitionPath(ref);
    const read = readJson(byPath.get(path) ?? new Uint8Array());
    const parsed = ServerDefinition.strict().safeParse(read.is === 'read' ? read.value : null);
    if (!parsed.success) throw new Fault('bundle/wrong-definition', { path }, { cause: parsed.error });
    return { payer: ref, name, definition: parsed.data };
  });
}
