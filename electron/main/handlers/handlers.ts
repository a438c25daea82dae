/** @file Main's half of the contract, gathered from one file a subject. */
import type { Handlers } from '#core/contract/contract.ts';
import { nodePorts } from '#node/ports.ts';
import type { HandlerContext } from '../handler-context.ts';
import { bundleHandlers } from './bundles.ts';
import { discoveryHandlers } from './discovery.ts';
import type { Desk } from './desk.ts';
import { droppedFileHandlers } from './dropped-file.ts';
import { identityHandlers } from './identity.ts';
import { keyFilesInHand } from './key-files.ts';
import { keyHandlers, takeKeySecret } from './keys.ts';
import { liveTestHandlers } from './live-test.ts';
import { payerHandlers } from './payers.ts';
import { pushHandlers } from './pushes.ts';
import { targetHandlers } from './targets.ts';
import { SeenBundles } from './seen-bundles.ts';
import { signInHandlers } from './sign-in.ts';
import { takeSecretHandler } from './take-secret.ts';
import { takeVaultSecret, vaultHandlers } from './vault.ts';

/** Opens nothing of the store or the keychain: each call does, and so each call can say what is wrong. */
export function openHandlers(context: HandlerContext): Promise<Handlers> {
  const ports = nodePorts({
    folder: context.storeFolder,
    vault: { by: 'desk', vault: context.vault },
    systemProxy: context.systemProxy,
    openBrowser: context.openBrowser,
  });
  const desk: Desk = { ...context, ports };
  const files = keyFilesInHand(ports);
  const seen = new SeenBundles(desk);
  return Promise.resolve({
    ...payerHandlers(desk),
    ...discoveryHandlers(desk),
    ...droppedFileHandlers(desk, { files, seen }),
    ...keyHandlers(desk, files),
    ...vaultHandlers(desk),
    ...takeSecretHandler(desk, { ofKeys: takeKeySecret(desk, files), ofVault: takeVaultSecret(desk) }),
    ...liveTestHandlers(desk),
    ...signInHandlers(desk),
    ...bundleHandlers(desk, seen),
    ...identityHandlers(desk),
    ...targetHandlers(desk),
    ...pushHandlers(desk),
  });
}
