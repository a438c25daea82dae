/** @file Files and pastes that were opened and not kept yet. What they hold lies with main; here are handles and words. */
import type { OpenedKeyFile } from '#core/contract/contract.ts';
import { api } from '../../bridge.ts';

/** The first is shown; the others wait. */
export class OpenedKeyFiles {
  waiting: readonly OpenedKeyFile[] = $state.raw([]);

  /** A file that was read again stays where it stands. */
  take(opened: OpenedKeyFile): void {
    const isKnown = this.waiting.some(({ handle }) => handle === opened.handle);
    this.waiting = isKnown
      ? this.waiting.map((each) => (each.handle === opened.handle ? opened : each))
      : [...this.waiting, opened];
  }

  /** It was kept, or is not wanted: main forgets it. */
  close(handle: string): void {
    this.waiting = this.waiting.filter((each) => each.handle !== handle);
    // What is not closed is forgotten by itself after a while.
    void api.closeKeyFile({ handle }).catch(() => undefined);
  }

  closeAll(): void {
    for (const { handle } of this.waiting) this.close(handle);
  }
}
