import { useShell } from '../../shell.svelte.ts';
import { useWizard } from '../../wizard/wizard.svelte.ts';

/** The ways to open one. A failure is shown at the place that asked. */
export function useKeyFiles() {
  const { keyFiles } = useShell();
  const wizard = useWizard();
  const { ref } = wizard.payer;

  async function choose(place: string): Promise<void> {
    const opened = await wizard.ask({ place, what: 'Reading' }, () => wizard.api.chooseKeyFile({ ref }));
    if (opened) keyFiles.take(opened);
  }

  /** The text goes to main at once, and nothing of it stays here. */
  async function paste(text: string, place: string): Promise<void> {
    const handle = crypto.randomUUID();
    const opened = await wizard.ask({ place, what: 'Reading' }, async () => {
      await wizard.api.takeSecret({ for: { is: 'key-text', handle }, secret: text });
      return wizard.api.readKeyFile({ ref, handle });
    });
    if (opened) keyFiles.take(opened);
  }

  async function unlock(handle: string, passphrase: string): Promise<void> {
    const opened = await wizard.ask({ place: 'key-file', what: 'Opening' }, async () => {
      await wizard.api.takeSecret({ for: { is: 'key-file', handle }, secret: passphrase });
      return wizard.api.readKeyFile({ ref, handle });
    });
    if (opened) keyFiles.take(opened);
  }

  return { choose, paste, unlock };
}
