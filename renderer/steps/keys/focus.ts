import { tick } from 'svelte';

/** After what had the focus is gone: the focus goes to what took its place. */
export async function focusOn(id: string): Promise<void> {
  await tick();
  document.getElementById(id)?.focus();
}

/** The same, unless something else has taken it meanwhile. */
export async function focusIfLost(id: string): Promise<void> {
  await tick();
  if (document.activeElement === null || document.activeElement === document.body) await focusOn(id);
}

/** The heading of a key’s box. */
export function headingOf(key: { readonly id: string }): string {
  return `key-${key.id}`;
}
