/** @file The keyboard map. The sheet that `?` shows is made of it, so that it cannot differ. */
import { steps } from '#core/domain/payer/progress.ts';

export type Shortcut =
  | { readonly does: 'back' | 'next' | 'region-forward' | 'region-backward' | 'fold' | 'undo' | 'redo' | 'save' }
  | { readonly does: 'search' | 'new-payer' | 'shortcuts' | 'help' }
  | { readonly does: 'step'; readonly index: number };

const plainKeys: Readonly<Record<string, Shortcut>> = {
  F1: { does: 'help' },
  F6: { does: 'region-forward' },
  F8: { does: 'fold' },
};

const controlKeys: Readonly<Record<string, Shortcut>> = {
  z: { does: 'undo' },
  y: { does: 'redo' },
  s: { does: 'save' },
  n: { does: 'new-payer' },
};

/** What a key press asks for. Signs that can be typed count only outside of fields. */
export function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  const control = event.ctrlKey || event.metaKey;
  if (event.altKey && !control)
    return { ArrowLeft: { does: 'back' }, ArrowRight: { does: 'next' } }[event.key] as Shortcut;
  if (control && !event.altKey) return ofControl(event);
  if (event.key === 'F6' && event.shiftKey) return { does: 'region-backward' };
  if (plainKeys[event.key]) return plainKeys[event.key];
  if (isTypedInto(event.target)) return undefined;
  return event.key === '/' ? { does: 'search' } : event.key === '?' ? { does: 'shortcuts' } : undefined;
}

function ofControl({ key, shiftKey }: KeyboardEvent): Shortcut | undefined {
  if (shiftKey) return key.toLowerCase() === 'z' ? { does: 'redo' } : undefined;
  const digit = Number(key);
  if (digit >= 1 && digit <= steps.length) return { does: 'step', index: digit - 1 };
  return controlKeys[key];
}

function isTypedInto(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches('textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]');
}

export const sheet: readonly {
  readonly keys: readonly string[];
  readonly does: string;
  readonly where: 'everywhere' | 'payer' | 'home';
}[] = [
  { keys: ['Alt ←', 'Alt →'], does: 'previous, next step', where: 'payer' },
  { keys: ['Ctrl 1', '…', 'Ctrl 7'], does: 'go to a step', where: 'payer' },
  { keys: ['F6', 'Shift F6'], does: 'next, previous region: steps, work, findings, actions', where: 'payer' },
  { keys: ['F8'], does: 'fold findings and help', where: 'payer' },
  { keys: ['Ctrl Z', 'Ctrl Y'], does: 'undo, redo', where: 'payer' },
  { keys: ['Ctrl S'], does: 'save at once', where: 'payer' },
  { keys: ['Esc', 'Tab'], does: 'leave a script editor', where: 'payer' },
  { keys: ['/'], does: 'search payers', where: 'home' },
  { keys: ['↑', '↓', 'Enter'], does: 'move over the payers, open one', where: 'home' },
  { keys: ['Ctrl N'], does: 'new payer', where: 'home' },
  { keys: ['?'], does: 'this sheet', where: 'everywhere' },
  { keys: ['F1'], does: 'help on this step', where: 'everywhere' },
];
