import type { BundleFile } from './file.ts';

/** A bundle as somebody handed it over: one archive, or a folder of the same files. */
export type BundleSource =
  | { readonly is: 'archive'; readonly bytes: Uint8Array }
  | { readonly is: 'folder'; readonly files: readonly BundleFile[] };
