/**
 * @file A simulator of the Smile CDR JSON Admin API on 127.0.0.1: the contract we believe in. What is documented it does as
 * documented; what is not is a switch in `assumptions.ts`. (1) No reply and no log holds a secret or a key. (2) One call is
 * carried out whole before the next one begins.
 */
import type { Authority } from '../authority.ts';
import { answering, listen } from '../loopback.ts';
import { likelyAssumptions } from './assumptions.ts';
import type { Assumptions } from './assumptions.ts';
import { Mishaps } from './mishaps.ts';
import type { Mishap } from './mishaps.ts';
import { receive } from './receive.ts';
import type { LoggedRequest, Running } from './receive.ts';
import { restart } from './restart.ts';
import { stateFrom } from './state.ts';
import type { Seed, State } from './state.ts';
import type { User } from './users.ts';

export interface SmileCdr {
  /** With the context path and a final slash. */
  readonly baseUrl: string;
  /** PEM of the authority to trust; '' over plain HTTP. */
  readonly ca: string;
  readonly requests: readonly LoggedRequest[];
  readonly state: State;
  /** Lets the next call of this kind go wrong, or as many as it says. */
  arrange(mishap: Mishap): void;
  /** As a node that starts again: the seed files are read again (smile-cdr §7.1). Connections stay. */
  restart(): void;
  readonly stop: () => Promise<void>;
}

export interface SmileCdrSetup {
  /** smile-cdr §3.1: `/` in a plain installation, `/json-admin` in the Helm chart's. */
  readonly contextPath?: string;
  /** null: plain HTTP, which the product takes on loopback only. */
  readonly authority: Authority | null;
  /** A user `ANONYMOUS` among them turns anonymous access on. */
  readonly users: readonly User[];
  readonly assumptions?: Partial<Assumptions>;
  readonly seed?: Seed;
  readonly port?: number;
  /** PEM of who signs the client certificates that it wants; absent: it wants none. As a gateway before it would. */
  readonly clientAuthority?: string;
}

export async function startSmileCdr(setup: SmileCdrSetup): Promise<SmileCdr> {
  const seed = setup.seed ?? {};
  const running: Running = {
    contextPath: (setup.contextPath ?? '/').replace(/\/$/, ''),
    users: setup.users,
    assumptions: { ...likelyAssumptions, ...setup.assumptions },
    state: stateFrom(seed),
    mishaps: new Mishaps(),
    requests: [],
  };
  const leaf = setup.authority === null ? null : await setup.authority.issue();
  const answer = answering((request, response) => receive(running, request, response));
  const { origin, stop } = await listen({ leaf, port: setup.port ?? 0, answer, ...wantingCertificates(setup) });
  return {
    baseUrl: `${origin}${running.contextPath}/`,
    ca: setup.authority?.certificatePem ?? '',
    requests: running.requests,
    state: running.state,
    arrange: (mishap) => {
      running.mishaps.arrange(mishap);
    },
    restart: () => {
      restart(running.state, seed, running.assumptions);
    },
    stop,
  };
}

function wantingCertificates({ clientAuthority }: SmileCdrSetup) {
  return clientAuthority === undefined
    ? {}
    : { tls: { requestCert: true, rejectUnauthorized: true, ca: [clientAuthority] } };
}
