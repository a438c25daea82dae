/** @file The folder of a registration: written anew, without what an earlier one left there. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '#core/domain/fault.ts';
import { isRegistrationSheet, passingNames } from '#core/domain/registration/registration.ts';
import { writeFiles } from './files.ts';

/** Only where a sheet of ours lies, and only under names of ours: whatever else lies there is somebody’s. */
export async function writeRegistration(
  folder: string,
  files: readonly { path: string; bytes: Uint8Array }[],
): Promise<void> {
  const before = await readFile(path.join(folder, 'registration.json'), 'utf8').catch(() => '');
  const stale = passingNames.filter((name) => files.every((file) => file.path !== name));
  await writeFiles(folder, files);
  if (!isRegistrationSheet(before)) return;
  try {
    for (const name of stale) await rm(path.join(folder, name), { force: true });
  } catch (error) {
    throw new Fault('input/cannot-write', { file: path.basename(folder) }, { cause: error });
  }
}
