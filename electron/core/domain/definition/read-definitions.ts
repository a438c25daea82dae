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
import { readTutorial, tutorialKeys } from './dialects/tutorial.ts';
import type { Dialect } from './server-definition.ts';
import { ServerDefinition } from './server-definition.ts';
import { secretKey, wireMembers, wireNames } from './wire-names.ts';

export interface ReadDefinition {
  readonly form: Dialect | 'definition';
  /** As they stand there, not judged. */
  readonly members: Partial<ServerDefinition>;
  /** Keys that this form’s object has beside those that we know, with their values as text; '' is not told. */
  readonly unknown: Readonly<Record<string, string>>;
  /** A client secret that stood there in clear. */
  readonly secret: Secret | null;
  /** The environment variable that the secret is read from; '': none is named. */
  readonly secretVariable: string;
}

const capBytes = 16 * 1024 * 1024;

/**
 * Throws `definition/file-not-json`, `definition/file-not-known`, `definition/file-ambiguous`, `definition/file-has-key`,
 * `definition/file-empty`. Never puts a value of the file into a message.
 */
export function readDefinitions(bytes: Uint8Array, file: string): readonly ReadDefinition[] {
  const read = readJson(bytes, capBytes);
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
  const own = ServerDefinition.strict().safeParse(object);
  if (own.success) return { form: 'definition', members: own.data, unknown: {}, secret: null, secretVariable: '' };
  const marks = { wire: marksOf(object, wireMarks), tutorial: marksOf(object, tutorialMarks) };
  if (marks.wire.length > 0 && marks.tutorial.length > 0)
    throw new Fault('definition/file-ambiguous', { file, one: marks.wire[0] ?? '', other: marks.tutorial[0] ?? '' });
  // What only has an issuer, a node and a module reads the same in either.
  if (marks.tutorial.length === 0 && marks.wire.length === 0 && typeof object['issuer'] !== 'string')
    throw new Fault('definition/file-not-known', { file });
  return marks.tutorial.length > 0 ? ofTutorial(object) : ofAdminApi(object, isSeed ? 'seed-file' : 'admin-api');
}

const shared = new Set(['nodeId', 'moduleId', 'name', 'issuer', 'clientAuthenticationMode', 'responseType']);
const wireKeys = new Set<string>([...wireMembers.map((member) => wireNames[member].key), secretKey, ...ownedByServer]);
const wireMarks = new Set(
  [...wireKeys, 'validationJwkText', 'validationJwkFile', 'pid'].filter((key) => !shared.has(key)),
);
const tutorialMarks = new Set(tutorialKeys.filter((key) => !shared.has(key)));

function marksOf(object: JsonObject, marks: ReadonlySet<string>): string[] {
  return Object.keys(object).filter((key) => marks.has(key));
}

function ofTutorial(object: JsonObject): ReadDefinition {
  const known = new Set<string>(tutorialKeys);
  return {
    form: 'tutorial',
    members: readTutorial(object),
    unknown: others(object, known),
    secret: null,
    secretVariable: '',
  };
}

/** What a live Smile CDR answers: there a key that is absent is one that is not set (smile-cdr §2.3). */
export function readServer(server: Readonly<Record<string, unknown>>): ReadDefinition {
  const read = ofAdminApi(server, 'admin-api');
  const absent = Object.fromEntries(wireMembers.map((member) => [member, '']));
  return { ...read, members: { ...(absent as Partial<ServerDefinition>), ...read.members } };
}

function ofAdminApi(object: Readonly<Record<string, unknown>>, form: 'admin-api' | 'seed-file'): ReadDefinition {
  const { clientAuthenticationMode, ...texts } = readAdminApi(object);
  const mode = authenticationModes.find((known) => known === clientAuthenticationMode);
  const unknown = others(object, wireKeys);
  if (clientAuthenticationMode !== undefined && clientAuthenticationMode !== '' && mode === undefined)
    unknown[wireNames.clientAuthenticationMode.key] = clientAuthenticationMode;
  return {
    form,
    members: { ...texts, ...(mode === undefined ? {} : { clientAuthenticationMode: mode }) },
    unknown,
    ...secretIn(object[secretKey]),
  };
}

function others(object: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key, value]) => !known.has(key) && value !== null && value !== undefined)
      .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
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
