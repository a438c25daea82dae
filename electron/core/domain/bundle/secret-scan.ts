/** @file The last look before anything is signed: no file may hold a private key or a secret, wherever it came from. */
import type { Json } from '../json/read-json.ts';
import { readJson } from '../json/read-json.ts';
import { hasPrivatePem, holdsPrivateKey } from '../keys/private-in.ts';
import type { BundleFile } from './file.ts';

/** The path of the first file that holds one; null: none does. */
export function findSecret(files: readonly BundleFile[]): string | null {
  return files.find(holdsSecret)?.path ?? null;
}

function holdsSecret({ path, bytes }: BundleFile): boolean {
  if (hasPrivatePem(new TextDecoder().decode(bytes))) return true;
  if (!path.endsWith('.json')) return false;
  const read = readJson(bytes);
  return read.is === 'read' && (holdsPrivateKey(read.value) || isSecret(read.value));
}

const secretMembers = [
  'client_secret',
  'clientSecret',
  'tokenIntrospectionClientSecret',
  'password',
  'access_token',
  'refresh_token',
  'client_assertion',
];

function isSecret(value: Json): boolean {
  if (Array.isArray(value)) return value.some((each: Json) => isSecret(each));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value as Readonly<Record<string, Json>>).some(([member, each]) =>
    secretMembers.includes(member) ? isClear(each) : isSecret(each),
  );
}

/** A reference to the environment and a mask are no secret. */
function isClear(value: Json): boolean {
  return typeof value === 'string' && value !== '' && !/^#\{env\['\w+'\]\}$/.test(value) && !/^•+$/.test(value);
}
