/** @file The fuses of the hardened flavour: what the program may be made to do by a switch or a variable, turned off for good. */
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/** By name, so that whoever reads them back can say which one is wrong. */
export const hardFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/** Sets every one that this runtime’s wire holds; a newer runtime may hold more, and they stay as they are. */
export async function setHardFuses(executable) {
  const wire = await getCurrentFuseWire(executable);
  const held = Object.entries(hardFuses).filter(([name]) => FuseV1Options[name] in wire);
  const options = Object.fromEntries(held.map(([name, value]) => [FuseV1Options[name], value]));
  await flipFuses(executable, { version: FuseVersion.V1, ...options });
}
