import type { Reply } from '#core/contract/contract.ts';
import type { CallName } from '#core/contract/names.ts';

type Dropped = { readonly ref: string | null; readonly retrievedFrom: string };

declare global {
  interface Window {
    /** Put there by the preload. The path of a dropped file is named there too: the window never learns it. */
    readonly wizard: { readonly [N in Exclude<CallName, 'takeDroppedFile'>]: (input?: unknown) => Promise<Reply> } & {
      readonly takeDroppedFile: (input: Dropped, file: File) => Promise<Reply>;
    };
  }
}
