import { steps } from '#core/domain/payer/progress.ts';
import type { Shell } from './shell.svelte.ts';
import type { Shortcut } from './wizard/keyboard.ts';
import { moveRegion } from './wizard/regions.ts';
import type { Wizard } from './wizard/wizard.svelte.ts';

/** Does what a shortcut asks for. Answers whether it did: what it did not is the browser's. */
export function act(shell: Shell, shortcut: Shortcut, event: KeyboardEvent): boolean {
  // A dialog is a world of its own: behind it nothing moves.
  if (document.querySelector('dialog[open]') !== null) return false;
  if (shortcut.does === 'shortcuts') return done(() => (shell.sheet = 'shortcuts'));
  if (shell.wizard !== null) return actInPayer(shell, shell.wizard, shortcut, event);
  switch (shortcut.does) {
    case 'help':
      return done(() => (shell.sheet = 'help'));
    case 'new-payer':
      return done(() => (shell.asksForNewPayer = true));
    case 'search':
      return focusOn('#search');
    default:
      return false;
  }
}

function actInPayer(shell: Shell, wizard: Wizard, shortcut: Shortcut, event: KeyboardEvent): boolean {
  switch (shortcut.does) {
    case 'back':
      return done(() => (wizard.back ? void wizard.go(wizard.back.id) : void shell.show('payers')));
    case 'next':
      return done(() => wizard.next && void wizard.go(wizard.next.id));
    case 'step': {
      const step = steps[shortcut.index];
      return done(() => step && void wizard.go(step.id));
    }
    case 'region-forward':
      return done(() => moveRegion(1));
    case 'region-backward':
      return done(() => moveRegion(-1));
    case 'fold':
      return done(() => wizard.foldPanel());
    case 'save':
      return done(() => void wizard.saveNow());
    case 'undo':
    case 'redo':
      return hasUndoOfItsOwn(event.target) ? false : done(() => wizard[shortcut.does === 'undo' ? 'undo' : 'redo']());
    case 'help':
      wizard.foldPanel(true);
      requestAnimationFrame(() => focusOn('#help'));
      return true;
    default:
      return false;
  }
}

/** A field that is not the payer's, an address or a comment, is undone by the browser. */
function hasUndoOfItsOwn(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea') && !target.id.startsWith('field-');
}

function focusOn(selector: string): boolean {
  document.querySelector<HTMLElement>(selector)?.focus();
  return true;
}

function done(work: () => unknown): true {
  work();
  return true;
}
