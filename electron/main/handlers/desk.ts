import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import type { Input } from '#core/contract/contract.ts';
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import type { Ports } from '#core/ports.ts';
import { systemCode } from '#node/store/disk.ts';
import type { AuthoritiesRead } from '#node/keys/certificate.ts';
import { readAuthorities } from '#node/keys/certificate.ts';
import type { HandlerContext } from '../handler-context.ts';

/** What the handlers work with. */
export interface Desk extends HandlerContext {
  readonly ports: Ports;
}

/** What a secret is for. */
export type SecretOwner = Input<'takeSecret'>['for'];
export type KeySecretKind = 'key-file' | 'key-text' | 'key-export';
/** Takes secrets of some kinds. */
export type TakeSecret<Kind extends SecretOwner['is']> = (
  owner: Extract<SecretOwner, { is: Kind }>,
  secret: Secret,
) => Promise<void>;

/** Who sits here, as the system knows the person: the name claimed in acceptances and statements. */
export function personName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run a user id that no account has.
    return 'unknown';
  }
}

/** Throws `input/cannot-read`, which names the file but not its folder. */
export async function readChosen(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Fault('input/cannot-read', { file: path.basename(file), why: systemCode(error) }, { cause: error });
  }
}

/** All CAs of the files that a person chose. Throws what `readChosen` and `readAuthorities` throw. */
export async function readAuthorityFiles(
  files: readonly string[],
): Promise<{ authorities: string[]; leftOut: string[] }> {
  const read: AuthoritiesRead[] = [];
  for (const file of files) read.push(readAuthorities(await readChosen(file)));
  return {
    authorities: read.flatMap(({ authorities }) => authorities),
    leftOut: read.flatMap(({ leftOut }) => leftOut),
  };
}
