/** @file The endpoint `openid-connect-servers`: smile-cdr §2.1. There is no delete, and no batch. */
import { invalid, MASK, Refusal } from './answer.ts';
import type { Answer, Call } from './answer.ts';
import { moduleAt } from './modules.ts';
import { readServer, sameIssuer, showServer } from './oauth2-server.ts';
import { pageOf } from './pages.ts';
import { keep } from './state.ts';
import type { KeptServer } from './state.ts';

/** §2.1, §2.2: `OAuth2Servers`, over all nodes and modules. */
export function listServers(call: Call): Answer {
  const { items, pageIndex, totalPages } = pageOf(visible(call), call);
  const servers = items.map((server) => showServer(server, call.assumptions));
  return { status: 200, body: { servers, pageIndex, totalPages } };
}

/** §2.1: one module's definition, by issuer. */
export function findServer(call: Call): Answer {
  const { query, assumptions } = call;
  const issuer = query.get('issuer_url');
  if (issuer === null) throw invalid(assumptions, 'The issuer_url must not be null or blank');

  moduleAt(call);
  const found = visible(call).find(
    (server) => isAt(server, call) && sameIssuer(server.fields['issuer'], issuer, assumptions),
  );
  if (found !== undefined) return { status: 200, body: showServer(found, assumptions) };
  if (assumptions.issuerNotFound === 'empty-200') return { status: 200 };
  throw new Refusal(404, `No server with issuer ${issuer}`);
}

/** §2.1: the reply is an `OAuth2Server`. */
export function createServer(call: Call): Answer {
  const { state, assumptions, body } = call;
  requireModuleWithServers(call);
  const fields = readServer(body, assumptions);
  refuseOtherPlace(call, fields);
  requireKeystore(call, fields);
  refuseDuplicate(call, fields['issuer'], null);

  const server = keep(state, { ...fields, ...placeOf(call) });
  const status = assumptions.createStatus;
  return status === 204 ? { status } : { status, body: showServer(server, assumptions) };
}

/** §2.1: by `pid`. Archiving is an update too, with `archivedAt`. */
export function updateServer(call: Call): Answer {
  const { state, assumptions, body, path } = call;
  requireModuleWithServers(call);
  const server = state.servers.find(
    (candidate) => isAt(candidate, call) && String(candidate.fields['pid']) === path['pid'],
  );
  if (server === undefined) throw new Refusal(404, `No server with pid ${path['pid'] ?? ''}`);

  const { tokenIntrospectionClientSecret: secret, ...given } = readServer(body, assumptions);
  if (assumptions.updateNeedsPidInBody && given['pid'] === undefined)
    throw invalid(assumptions, 'The pid must not be null or blank');
  refuseOtherPlace(call, given);
  requireKeystore(call, given);
  refuseDuplicate(call, given['issuer'], server);

  const { pid, federationRegistrationId, ...before } = server.fields;
  server.fields = {
    federationRegistrationId,
    ...(assumptions.updateTakes === 'given' ? before : {}),
    ...given,
    ...placeOf(call),
    pid,
  };
  server.secret = secretAfterUpdate(server, secret, call);
  return { status: assumptions.updateStatus, body: showServer(server, assumptions) };
}

function secretAfterUpdate(server: KeptServer, given: unknown, { assumptions }: Call): string | null {
  if (given === MASK && assumptions.maskSentBack === 'keeps') return server.secret;
  if (typeof given === 'string' && given !== '') return given;
  return assumptions.updateWithoutSecret === 'keeps' ? server.secret : null;
}

function visible({ state, assumptions }: Call): readonly KeptServer[] {
  if (assumptions.archivedServers === 'listed') return state.servers;
  return state.servers.filter(({ fields }) => fields['archivedAt'] === undefined);
}

/** The place in the path is the one that counts. */
function placeOf({ path }: Call): { nodeId: string; moduleId: string } {
  return { nodeId: path['nodeId'] ?? '', moduleId: path['moduleId'] ?? '' };
}

function isAt({ fields }: KeptServer, call: Call): boolean {
  const { nodeId, moduleId } = placeOf(call);
  return fields['nodeId'] === nodeId && fields['moduleId'] === moduleId;
}

function requireModuleWithServers(call: Call): void {
  const { moduleId, moduleType } = moduleAt(call);
  if (call.assumptions.moduleTypesWithServers.includes(moduleType)) return;
  throw invalid(call.assumptions, `Module ${moduleId} of type ${moduleType} has no servers`);
}

/** A body without a place is taken: the path tells it. */
function refuseOtherPlace(call: Call, fields: Readonly<Record<string, unknown>>): void {
  if (call.assumptions.placeInBody === 'ignored') return;
  for (const [name, value] of Object.entries(placeOf(call))) {
    const isOther = fields[name] !== undefined && fields[name] !== value;
    if (isOther) throw invalid(call.assumptions, `The ${name} is not the one of the path`);
  }
}

/** The words are those of the module that does not start (§4.4). */
function requireKeystore({ state, assumptions }: Call, fields: Readonly<Record<string, unknown>>): void {
  if (assumptions.keystoreReference === null || assumptions.missingKeystore === 'accepted') return;
  const named = fields[assumptions.keystoreReference];
  if (typeof named !== 'string' || named === '' || state.keystores.some(({ keystoreId }) => keystoreId === named))
    return;
  throw invalid(assumptions, `No keystore with id ${named}`);
}

function refuseDuplicate(call: Call, issuer: unknown, itself: KeptServer | null): void {
  const { state, assumptions } = call;
  if (assumptions.duplicateIssuer === 'accepted') return;
  const counts = ({ fields }: KeptServer) =>
    assumptions.archivedIssuer === 'taken' || fields['archivedAt'] === undefined;
  const isTaken = (other: KeptServer) =>
    other !== itself && isAt(other, call) && counts(other) && sameIssuer(other.fields['issuer'], issuer, assumptions);
  if (state.servers.some(isTaken)) throw invalid(assumptions, `A server with issuer ${String(issuer)} exists already`);
}
