/** @file One case: what is wrong in truth, and how it is arranged. */
import { Fault } from '#core/domain/fault.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { TokenReport } from '#core/domain/token/report.ts';
import type { Ports } from '#core/ports.ts';
import { runTest } from '#core/use-cases/token/run-test.ts';
import type { Authority } from '../servers/authority.ts';
import type { Client, Family } from '../servers/families/family.ts';
import type { FamilyWish } from '../servers/families/start.ts';
import { startFamily } from '../servers/families/start.ts';
import type { PayerWish } from './bench.ts';
import { benchPorts, clientOf, makePayer, ref, saveConfirmed } from './bench.ts';

export interface Case {
  readonly name: string;
  readonly family: string;
  /** The code of the cause that was arranged. */
  readonly truth: string;
  readonly arrange: (authority: Authority) => Promise<Arranged>;
}

export interface Arranged {
  readonly ports: Ports;
  readonly nextCall: boolean;
  /** Every token that the server gave: none of them may be in a report. */
  readonly givenTokens?: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** Runs the live test as the window and the command line do. */
export async function run({ ports, nextCall }: Arranged): Promise<TokenReport> {
  const { test } = await runTest(ports, ref, { nextCall, remedyOf: '' });
  if (test === null) throw new Fault('store/no-such-payer', { ref });
  return test;
}

/** One click and tried again: the fields of a remedy are applied, and what has to be confirmed then is. */
export async function applyAndRun(arranged: Arranged, fields: Readonly<Record<string, string>>): Promise<TokenReport> {
  const { ports } = arranged;
  await saveConfirmed(ports, changePayer(await ports.store.payer(ref), { fields }));
  return run(arranged);
}

/** What a person typed, at a place that is known once the server listens. */
export type Typed = (place: {
  origin: string;
  issuer: string;
  tokenEndpoint: string;
}) => NonNullable<PayerWish['fields']>;

export interface FamilyCase {
  readonly family: Family | ((given: { authority: Authority }) => Promise<Family>);
  readonly name: string;
  readonly truth: string;
  /** What of its registration differs from the sheet; null: it never was registered. */
  readonly registered?: ((payer: Payer) => Partial<Client>) | null;
  readonly secret?: string;
  readonly key?: PayerWish['key'] | (() => Promise<PayerWish['key']>);
  readonly fields?: Typed;
  readonly network?: PayerWish['network'];
  readonly showsCertificate?: boolean;
  /** Of our clock, and of the server's, against the true time. */
  readonly oursAheadSeconds?: number;
  readonly theirsAheadSeconds?: number;
  readonly server?: (authority: Authority) => Promise<Partial<FamilyWish>>;
  /** What is still made of the payer before it is registered. */
  readonly prepare?: (ports: Ports, payer: Payer) => Promise<Payer>;
  /** What happened to the payer after it was registered. */
  readonly later?: (ports: Ports, payer: Payer) => Promise<unknown>;
  readonly nextCall?: boolean;
}

/** A case with a server of a family. */
export function familyCase(given: FamilyCase): Case {
  const { name, truth } = given;
  const family = typeof given.family === 'function' ? 'udap-dotnet' : given.family.name;
  return { name, truth, family, arrange: (authority) => arrangeFamily(given, authority) };
}

async function arrangeFamily(given: FamilyCase, authority: Authority): Promise<Arranged> {
  const { secret, registered = () => ({}), oursAheadSeconds = 0, theirsAheadSeconds = 0 } = given;
  const family = typeof given.family === 'function' ? await given.family({ authority }) : given.family;
  const server = await startFamily({
    family,
    authority,
    clockShiftSeconds: theirsAheadSeconds,
    ...(await given.server?.(authority)),
  });
  const ports = benchPorts({ oursAheadSeconds });
  const key = typeof given.key === 'function' ? await given.key() : given.key;
  const fields = { fhirBaseUrl: server.realm.fhirBase, ...given.fields?.(server.realm) };
  const made = await makePayer(ports, {
    documents: server.documents,
    authority,
    fields: fields,
    ...(key === undefined ? {} : { key }),
    ...(secret === undefined ? {} : { secret }),
    ...(given.network === undefined ? {} : { network: given.network }),
    ...(given.showsCertificate === undefined ? {} : { showsCertificate: given.showsCertificate }),
  });
  const payer = (await given.prepare?.(ports, made)) ?? made;
  if (registered !== null) server.register(clientOf(payer, secret, registered(payer)));
  await given.later?.(ports, payer);
  return { ports, nextCall: given.nextCall === true, givenTokens: () => server.givenTokens, stop: server.stop };
}
