/** @file Chromium speaks to its makers, to name servers and to keyrings on its own account. Ours is told not to. */
import { app } from 'electron/main';

/**
 * Before `ready`. (1) Offline or not, nothing leaves this machine but what our own adapters send. (2) The keychain is
 * touched only when a secret is needed: Chromium would open it at every start, to encrypt cookies that we do not have.
 */
export function quietChromium(): void {
  const { commandLine } = app;
  for (const name of [
    'disable-background-networking',
    'disable-breakpad',
    'disable-component-update',
    'disable-default-apps',
    'disable-domain-reliability',
    'disable-sync',
    'no-pings',
    'use-mock-keychain',
  ]) {
    commandLine.appendSwitch(name);
  }
  commandLine.appendSwitch('password-store', 'basic');
  commandLine.appendSwitch('disable-features', 'AutofillServerCommunication,MediaRouter,OptimizationHints');
  commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
}

/** After `ready`: names are asked by our own adapters, in the system's way; Chromium has none to ask for. */
export function quietResolver(): void {
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off' });
}
