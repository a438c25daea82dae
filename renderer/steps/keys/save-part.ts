import type { KeyPart } from '#core/domain/keys/key-part.ts';
import type { Wizard } from '../../wizard/wizard.svelte.ts';

/** Main asks where to; a failure is shown at the place. */
export async function savePart(
  wizard: Wizard,
  { keyId, part, place }: { keyId: string; part: KeyPart; place: string },
): Promise<void> {
  const name = await wizard.ask({ place, what: 'Writing' }, () =>
    wizard.api.saveKeyPart({ ref: wizard.payer.ref, keyId, part }),
  );
  if (name) wizard.notices.say(`Written: ${name}.`);
}
