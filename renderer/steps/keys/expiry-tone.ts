import type { Expiry } from '#core/domain/keys/expiry.ts';
import type { Tone } from '../../ui/Status.svelte';

/** How a certificate’s time is coloured; its words stand beside it. */
export function toneOf({ is }: Expiry): Tone {
  if (is === 'valid') return 'ok';
  return is === 'ended' ? 'error' : 'warn';
}
