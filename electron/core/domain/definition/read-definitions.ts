/**
 * @file Definitions out of a file, whichever of the forms it has: our own, the Admin API’s (one, or the list that it answers), the
 * seed file, the vendor’s tutorial. What a form has no place for stays out; what no form knows is named, not guessed at.
 */
import { Fault } from '../fault.ts';
import type { Json, JsonObject } from '../json/read-json.ts';
import { readJson } from '../json/read-json.ts';
import { holdsPrivateKey } from '../keys/private-in.ts';
import { authenticationModes } from '../payer/fields.ts';
import { ownedByServer } from '../push/same.ts';
import { Secret } from '../secret.ts';
import { readAdminApi } from './dialects/admin-api.ts';
import { readTutorial, writeTutorial } from './dialects/tutorial.ts';
import { formOf } from './form-of.ts';
import type { Dialect } from './server-definition.ts';
import { ServerDefinition } from './server-definition.ts';
import { secretKey, wireMembers, wireNames } from './wire-names.ts';

export interface ReadDefinition {
  readonly form: Dialect | 'definition';
  /** As they stand there, not judged. */
  readonly members: Partial<ServerDefinition>;
  /** What stands there and is in no member, as text: keys that the form does not know, and values that are no text or no mode. */
  readonly unknown: Readonly<Record<string, string>>;
  /** A client secret that stood there in clear. */
  readonly secret: Secret | null;
  /** The environment variable that the secret is read from; '': none is named. */
  readonly secretVariable: string;
}

export const mostFileBytes = 16 * 1024 * 1024;

/**
 * Throws `definition/file-not-json`, `definition/file-not-known`, `definition/file-ambiguous`, `definition/file-has-key`,
 * `definition/file-empty`. Never puts a value of the file into a message.
 */
export function readDefinitions(bytes: Uint8Array, file: string): readonly ReadDefinition[] {
  const read = readJson(bytes, mostFileBytes);
  if (read.is === 'refused') throw new Fault('definition/file-not-json', { file, code: read.code });
  const objects = objectsIn(read.value);
  if (objects === null) throw new Fault('definition/file-not-known', { file });
  if (objects.list.length === 0) throw new Fault('definition/file-empty', { file });
  return objects.list.map((object) => readOne(object, { file, isSeed: objects.isSeed }));
}

/** `isSeed`: in a list of servers, without the pages that an answer of the Admin API has (smile-cdr §2.2, §7.1). */
function objectsIn(value: Json): { list: JsonObject[]; isSeed: boolean } | null {
  const list = Array.isArray(value) ? (value as readonly Json[]) : isObject(value) ? value['servers'] : undefined;
  if (list === undefined) return isObject(value) ? { list: [value], isSeed: false } : null;
  if (!Array.isArray(list) || !list.every((each: Json) => isObject(each))) return null;
  return { list: list, isSeed: isObject(value) && value['totalPages'] === undefined };
}

interface Place {
  readonly file: string;
  readonly isSeed: boolean;
}

function readOne(object: JsonObject, { file, isSeed }: Place): ReadDefinition {
  if (holdsPrivateKey(object)) throw new Fault('definition/file-has-key', { file });
  // A client definition of Smile CDR has a node, a module and a pid too; an issuer it has not.
  if (typeof object['issuer'] !== 'string') throw new Fault('definition/file-not-known', { file });
  switch (formOf(object, file)) {
    case 'definition':
      return ofOwn(object);
    case 'tutorial':
      return ofTutorial(object);
    case 'wire':
      return ofAdminApi(object, isSeed ? 'seed-file' : 'admin-api');
  }
}

const noSecret = { secret: null, secretVariable: '' } as const;

function ofOwn(object: JsonObject): ReadDefinition {
  const names = Object.keys(ServerDefinition.shape);
  const entries = names.map((name) => [name, object[name]] as const).filter(([name, value]) => isOfMember(name, value));
  // Each has the form of its member; whether it is a right one is for whoever takes it to judge.
  const members = Object.fromEntries(entries) as Partial<ServerDefinition>;
  return { form: 'definition', members, unknown: notTaken(object, members), ...noSecret };
}

const lists: ReadonlySet<string> = new Set(['grantTypes', 'supportedScopes']);

function isOfMember(name: string, value: Json | undefined): boolean {
  if (lists.has(name)) return Array.isArray(value) && value.every((each) => typeof each === 'string');
  return name === 'clientAuthenticationMode' ? isMode(value) : typeof value === 'string';
}

const isMode = (value: unknown): boolean => authenticationModes.some((mode) => mode === value);

function ofTutorial(object: JsonObject): ReadDefinition {
  const members = readTutorial(object);
  const taken = writeTutorial({ grantTypes: [], supportedScopes: [], ...members } as unknown as ServerDefinition);
  return { form: 'tutorial', members, unknown: notTaken(object, taken), ...noSecret };
}

/** What a live Smile CDR answers: there a key that is absent is one that is not set (smile-cdr §2.3). */
export function readServer(server: Readonly<Record<string, unknown>>): ReadDefinition {
  const read = ofAdminApi(server, 'admin-api');
  const absent = Object.fromEntries(wireMembers.map((member) => [member, '']));
  return { ...read, members: { ...(absent as Partial<ServerDefinition>), ...read.members } };
}

const notOurs: ReadonlySet<string> = new Set([secretKey, ...ownedByServer]);

function ofAdminApi(object: Readonly<Record<string, unknown>>, form: 'admin-api' | 'seed-file'): ReadDefinition {
  const { clientAuthenticationMode = '', ...texts } = readAdminApi(object);
  const mode = authenticationModes.find((known) => known === clientAuthenticationMode);
  const members: Partial<ServerDefinition> = {
    ...texts,
    ...(mode === undefined ? {} : { clientAuthenticationMode: mode }),
  };
  const taken = Object.fromEntries(wireMembers.map((member) => [wireNames[member].key, members[member] ?? '']));
  const unknown = notTaken(object, taken);
  return {
    form,
    members,
    unknown: Object.fromEntries(Object.entries(unknown).filter(([key]) => !notOurs.has(key))),
    ...secretIn(object[secretKey]),
  };
}

/** `taken`: what would be written again from what was read. What differs from it stood there and is in no member. */
function notTaken(object: Readonly<Record<string, unknown>>, taken: object): Record<string, string> {
  const again = new Map(Object.entries(taken).map(([key, value]) => [key, JSON.stringify(value)]));
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key, value]) => isSet(value) && JSON.stringify(value) !== again.get(key))
      .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

/** An absent key, null and '' are all “not set” (smile-cdr §2.3). */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** Smile CDR and others mask with stars or dots; a reference to the environment is no secret. */
function secretIn(value: unknown): Pick<ReadDefinition, 'secret' | 'secretVariable'> {
  if (typeof value !== 'string' || /^[*•.\s]*$/.test(value)) return { secret: null, secretVariable: '' };
  const [, variable] = /^#\{env\['(\w+)'\]\}$/.exec(value) ?? [];
  return variable === undefined
    ? { secret: value.startsWith('#{') ? null : new Secret(value), secretVariable: '' }
    : { secret: null, secretVariable: variable };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
