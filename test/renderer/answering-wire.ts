/**
 * @file Main's half of the contract, answered from memory. Each call goes through the contract's own parsing, in and out,
 * and through structured cloning, as over Electron's wire.
 */
import { spellDefinition } from '#core/domain/definition/spelled.ts';
import { planText } from '#core/domain/push/plan-text.ts';
import type { Handlers, Output, PayerSummary } from '#core/contract/contract.ts';
import { dispatch } from '#core/contract/dispatch.ts';
import { callNames } from '#core/contract/names.ts';
import { Fault } from '#core/domain/fault.ts';
import { applyDiscovery } from '#core/domain/payer/edit.ts';
import { countOpen } from '#core/domain/payer/findings.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { newPayer, valueOf } from '#core/domain/payer/payer.ts';
import { definitionText, stageOf } from '#core/domain/payer/progress.ts';
import { problemWords } from '#core/domain/problem.ts';
import { texts } from '#core/domain/texts.ts';
import { propose } from '#core/domain/payer/proposals.ts';
import type { PushRecord } from '#core/domain/push/plan-types.ts';
import type { Target } from '#core/domain/push/target.ts';
import { isTestCurrent } from '#core/domain/token/settings.ts';
import { acceptFinding } from '#core/use-cases/accept-finding.ts';
import { askedJudged } from '#core/use-cases/judge-payer.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import { keyAnswers } from './key-answers.ts';
import { departure, sampleKey } from './sample-keys.ts';
import type { AnsweringVault } from './answering-vault.ts';
import { answeringVault } from './answering-vault.ts';
import { grant, probes, refusal, signIn, tryOf, wireStages } from './sample-reports.ts';
import { northlakeDiscovery, planFor, sampleTime } from './samples.ts';

export interface Given {
  readonly payers?: readonly Payer[];
  readonly targets?: readonly Target[];
  readonly demo?: { readonly address: string; readonly target: string } | null;
  readonly vault?: Partial<Output<'status'>['vault']>;
  /** Answers that a test gives itself. */
  readonly answers?: Partial<Handlers>;
}

/** What was asked, in order, and what is held. */
export class AnsweringWire {
  readonly calls: { readonly call: string; readonly input: unknown }[] = [];
  readonly payers = new Map<string, Payer>();
  readonly pushes: PushRecord[] = [];
  targets: Target[];
  readonly handlers: Handlers;
  readonly #vault: AnsweringVault;

  constructor({ payers = [], targets = [], demo = null, vault = {}, answers = {} }: Given = {}) {
    for (const payer of payers) this.payers.set(payer.ref, payer);
    this.targets = [...targets];
    this.#vault = answeringVault(vault);
    const own = { ...this.#payerAnswers(demo), ...keyAnswers(this), ...this.#vault.answers, ...this.#otherAnswers() };
    this.handlers = { ...own, ...answers };
  }

  /** What the preload would put at `window.wizard`. */
  asPreload(): Record<string, (input: unknown, file?: File) => Promise<unknown>> {
    return Object.fromEntries(
      callNames.map((call) => [
        call,
        async (input: unknown, file?: File) => {
          const asked =
            call === 'takeDroppedFile'
              ? { ...(input as object), path: `/dropped/${file?.name ?? ''}` }
              : structuredClone(input);
          this.calls.push({ call, input: asked });
          return structuredClone(await dispatch(this.handlers, call, asked, reportBug));
        },
      ]),
    );
  }

  /** The inputs of one call, in order. */
  inputsOf(call: string): unknown[] {
    return this.calls.filter((one) => one.call === call).map(({ input }) => input);
  }

  read(ref: string): Payer {
    const payer = this.payers.get(ref);
    if (payer === undefined) throw new Fault('store/no-such-payer', { ref });
    return payer;
  }

  save(payer: Payer): Payer {
    const before = this.payers.get(payer.ref);
    if (before !== undefined && before.revision !== payer.revision)
      throw new Fault('store/changed-meanwhile', { what: payer.ref });
    const saved = { ...payer, revision: payer.revision + 1 };
    this.payers.set(payer.ref, saved);
    return saved;
  }

  change(ref: string, change: (payer: Payer) => Payer): Payer {
    return this.save(change(this.read(ref)));
  }

  #payerAnswers(demo: NonNullable<Given['demo']> | null) {
    const discover = (ref: string, address: string) =>
      Promise.resolve(
        this.change(ref, (payer) => ({
          ...applyDiscovery(payer, northlakeDiscovery, { manner: payer.documents.length > 0 ? 'again' : 'anew' }),
          address,
        })),
      );
    return {
      status: async () => ({
        version: '0.1.0',
        store: '/home/analyst/.local/share/payer-wizard',
        vault: this.#vault.now(),
        demo,
      }),
      listPayers: async () => [...this.payers.values()].map(summaryOf),
      newPayer: async ({ ref, name }) => this.save(propose(newPayer({ ref, name, now: sampleTime }))),
      removePayer: async ({ ref }) => void this.payers.delete(ref),
      readPayer: async ({ ref }) => this.read(ref),
      savePayer: async ({ ref, revision, accept, ...changes }) => {
        const changed = askedJudged(changePayer({ ...this.read(ref), revision }, changes));
        return this.save(accept ? acceptFinding(changed, { ...accept, by: 'analyst', at: sampleTime }) : changed);
      },
      discoverAddress: ({ ref, address }) => discover(ref, address),
      discoverText: ({ ref, retrievedFrom }) => discover(ref, retrievedFrom),
      discoverFiles: async ({ ref, retrievedFrom }) => ({ payer: await discover(ref, retrievedFrom), says: '' }),
      takeDroppedFile: async ({ ref, retrievedFrom }) => ({
        is: 'payer',
        payer: await discover(ref ?? '', retrievedFrom),
        says: '',
      }),
      readProgress: async () => [],
      cancelReading: async () => undefined,
      curlRecipe: async ({ address }) => `curl "${address}"`,
      chooseCommunityFile: async ({ ref }) =>
        this.change(ref, (payer) => ({ ...payer, community: { anchors: ['anchor'], revocationLists: [] } })),
      forgetCommunity: async ({ ref }) =>
        this.change(ref, (payer) => ({ ...payer, community: { anchors: [], revocationLists: [] } })),
      chooseAuthority: async () => null,
      ownAuthorities: async ({ ref }) =>
        this.read(ref).network.authorities.map((_, at) => ({
          sha256: String(at).repeat(64),
          subject: `CN=Own CA ${String(at)}`,
          notAfter: sampleTime,
        })),
      forgetAuthority: async ({ ref, sha256 }) =>
        this.change(ref, (payer) => ({
          ...payer,
          network: {
            ...payer.network,
            authorities: payer.network.authorities.filter((_, at) => String(at).repeat(64) !== sha256),
          },
        })),
      readEvidence: async () => '{\n  "issuer": "https://auth.northlake.example/p2p/"\n}\n',
      takeSecret: async ({ for: owner, secret }) => {
        this.#vault.take(owner, secret);
        if (owner.is === 'client') this.change(owner.ref, (payer) => ({ ...payer, secretSince: sampleTime }));
        if (owner.is === 'key-export')
          this.change(owner.ref, (payer) => ({
            ...payer,
            departures: [...payer.departures, { ...departure, way: { is: 'passphrase' } }],
          }));
      },
      forgetSecret: async ({ ref }) => this.change(ref, (payer) => ({ ...payer, secretSince: null })),
      // Like a server that takes only its issuer as the audience.
      testToken: async ({ ref, remedyOf }) =>
        this.change(ref, (payer) => {
          const test = valueOf(payer, 'assertionAudience') === 'issuer' ? grant(payer) : refusal(payer);
          return { ...payer, test, tries: [...payer.tries, tryOf(test, remedyOf)] };
        }),
      words: async () => ({ problems: problemWords, texts }),
      testProgress: async () => wireStages,
      cancelTest: async () => undefined,
      testSignIn: async ({ ref }) => this.change(ref, (payer) => ({ ...payer, signIn })),
      cancelSignIn: async () => undefined,
      probePayer: async ({ ref }) => this.change(ref, (payer) => ({ ...payer, probes })),
      testRecipe: async () =>
        'curl https://auth.northlake.example/p2p/oauth/token \\\n  --data grant_type=client_credentials',
    } satisfies Partial<Handlers>;
  }

  #otherAnswers() {
    return {
      exportBundle: async ({ ref }) => {
        const sha256sums = '3c51e07a9b42d1f8'.repeat(4);
        const payer = this.change(ref, (before) => ({
          ...before,
          exported: { at: sampleTime, sha256sums, definition: definitionText(before) },
        }));
        return { fileName: `${ref}.zip`, sha256sums, keyId: '3f9c51e0'.repeat(8), explains: '', payer };
      },
      verifyBundle: async () => seenBundle,
      workOnBundle: async ({ does }) => ({ seen: seenBundle, lines: [`${does} done`], payers: [] }),
      signers: async () => [],
      changeSigners: async () => [],
      identity: async () => ({ keyId: '3f9c51e0'.repeat(8), name: 'Ada Analyst', publicPem: sampleKey.publicPem }),
      saveIdentityKey: async () => true,
      listTargets: async () => this.targets,
      saveTarget: async (draft) => {
        const target = {
          version: 1 as const,
          authorities: [],
          clientKey: null,
          ...draft,
          label: draft.label ?? '',
          proxy: draft.proxy ?? 'system',
          keystoreReference: draft.keystoreReference ?? '',
          learnt: null,
        };
        this.targets = [...this.targets.filter(({ name }) => name !== draft.name), target];
        return target;
      },
      removeTarget: async ({ name }) => {
        this.targets = this.targets.filter((target) => target.name !== name);
      },
      testTarget: async () => ({
        reachable: true,
        anonymousAccess: false,
        permissions: [{ permission: 'OPENID_CONNECT_VIEW_SERVER_LIST', state: 'granted' as const }],
        modules: [
          { nodeId: 'Master', moduleId: 'smart_inbound', moduleType: 'SECURITY_IN_SMART', fits: 'advised' as const },
        ],
        keystores: 'present' as const,
        propertySource: 'PROPERTIES' as const,
        describedVersion: '2025.11.R01',
        told: ['A restart may undo a push.'],
      }),
      chooseTargetAuthority: async () => null,
      chooseTargetClientKey: async () => null,
      forgetTargetClientKey: async ({ name }) => {
        const found = this.targets.find((target) => target.name === name) as Target;
        this.targets = [{ ...found, clientKey: null }];
        return { ...found, clientKey: null };
      },
      spellDefinition: async ({ ref, definition }) => spellDefinition(definition, ref),
      planPush: async ({ ref, target }) => {
        const plan = planFor(ref, target);
        return { plan, text: planText(plan) };
      },
      push: async ({ plan }) => this.#record({ ...plan, rollbackOf: null }),
      readiness: async () => ({
        checks: [
          { is: 'ok', says: 'The last live test got a token.', section: '§6.4 (4)' },
          { is: 'question', says: 'Are the clocks of both sides right?', section: '§6.4 (9)' },
        ],
        request: 'POST Patient/$sdh.s2s.invoke-export',
      }),
      listPushes: async () => [...this.pushes],
      rollback: async ({ id }) => {
        const undone = this.pushes.find((push) => push.id === id);
        return this.#record({
          target: undone?.target ?? '',
          steps: undone?.results.map(({ step }) => step) ?? [],
          rollbackOf: id,
        });
      },
    } satisfies Partial<Handlers>;
  }

  #record({
    target,
    steps,
    byHand = [],
    rollbackOf,
  }: {
    target: string;
    steps: PushRecord['results'][number]['step'][];
    byHand?: PushRecord['byHand'];
    rollbackOf: string | null;
  }): PushRecord {
    const results = steps.map((step) => ({
      step,
      outcome: 'done' as const,
      pid: 417,
      code: '',
      says: 'Read back: every field is as planned.',
      notKept: ['responseType'],
      keptAs: {},
    }));
    const record = {
      version: 1 as const,
      id: `push-${String(this.pushes.length + 1)}`,
      target,
      at: sampleTime,
      rollbackOf,
      rolledBackBy: null,
      address: 'https://cdr.example/',
      results,
      byHand,
    };
    const before = this.pushes.findIndex(({ id }) => id === rollbackOf);
    const undone = this.pushes[before];
    if (undone) this.pushes[before] = { ...undone, rolledBackBy: record.id };
    this.pushes.push(record);
    return record;
  }
}

const verification: NonNullable<Output<'verifyBundle'>>['verification'] = {
  verdict: 'signer-not-trusted',
  says: 'The signatures verify, and no signer is in your list.',
  hint: 'Add the signer’s key to your trust list, from their own hand.',
  paths: [],
  sha256sums: '3c51e07a9b42d1f8'.repeat(4),
  payers: ['northlake@production'],
  statedTime: sampleTime,
  signatures: [
    {
      keyId: '3f9c51e0'.repeat(8),
      signer: 'Ada Analyst',
      role: 'author',
      time: sampleTime,
      comment: '',
      standing: 'unknown',
      trustedAs: '',
      countsAs: [],
      revokedAt: null,
    },
  ],
};

export const seenBundle: NonNullable<Output<'verifyBundle'>> = {
  fileName: 'northlake.zip',
  handle: 'held',
  verification,
};

function summaryOf(payer: Payer): PayerSummary {
  return {
    ref: payer.ref,
    name: payer.name,
    changedAt: payer.changedAt,
    stage: stageOf(payer, new Date(sampleTime)),
    ...countOpen(payer),
    test: payer.test && { outcome: payer.test.outcome, at: payer.test.at, current: isTestCurrent(payer) },
    certificate: payer.keys[0]?.certificate ?? null,
    fault: null,
  };
}

/** A bug of the wire itself: told on the console, since the window is told nothing of it. */
function reportBug(call: string, error: unknown): void {
  console.error(`The answering wire failed in ${call}:`, error);
}

/** Puts the wire where the preload would, and answers it. */
export function answer(given: Given = {}): AnsweringWire {
  const wire = new AnsweringWire(given);
  Object.defineProperty(window, 'wizard', { value: wire.asPreload(), configurable: true });
  return wire;
}
