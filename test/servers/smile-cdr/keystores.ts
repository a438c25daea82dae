/** @file The endpoint `keystores`: smile-cdr §4.4. Not `openid-connect-keystores`. */
import { invalid, MASK, Refusal } from './answer.ts';
import type { Answer, Call } from './answer.ts';
import { pageOf } from './pages.ts';
import type { KeptKeystore } from './state.ts';

/** §4.4: `OAuth2Keystores`. The documented wrapper has no page numbers. */
export function listKeystores(call: Call): Answer {
  const { items, pageIndex, totalPages } = pageOf(call.state.keystores, call);
  const keystores = items.map((keystore) => showKeystore(keystore, call));
  const isBare = call.assumptions.keystoresList === 'bare';
  return { status: 200, body: isBare ? { keystores } : { keystores, pageIndex, totalPages } };
}

export function readKeystore(call: Call): Answer {
  return { status: 200, body: showKeystore(keystoreAt(call), call) };
}

export function createKeystore(call: Call): Answer {
  const { state, assumptions } = call;
  const keystore = readBody(call);
  const taken = state.keystores.find(({ keystoreId }) => keystoreId === keystore.keystoreId);
  if (taken !== undefined && assumptions.takenKeystoreId === 'refused')
    throw invalid(assumptions, `A keystore with id ${keystore.keystoreId} exists already`);

  if (taken === undefined) state.keystores.push(keystore);
  else Object.assign(taken, keystore);
  const status = assumptions.createStatus;
  return status === 204 ? { status } : { status, body: showKeystore(keystore, call) };
}

/** §4.4: the id is not editable. */
export function updateKeystore(call: Call): Answer {
  const { assumptions } = call;
  const kept = keystoreAt(call);
  const keystore = readBody(call);
  if (keystore.keystoreId !== kept.keystoreId) throw invalid(assumptions, 'The keystoreId cannot be changed');

  Object.assign(kept, keystore);
  return { status: assumptions.updateStatus, body: showKeystore(kept, call) };
}

function keystoreAt({ state, path }: Call): KeptKeystore {
  const found = state.keystores.find(({ keystoreId }) => keystoreId === path['keystoreId']);
  if (found === undefined) throw new Refusal(404, `No keystore with id ${path['keystoreId'] ?? ''}`);
  return found;
}

/** §4.4: keys are hidden in replies; only id and file path return. */
function showKeystore({ keystoreId, filePath, jsonKeys }: KeptKeystore, { assumptions }: Call): object {
  const { emptyFilePath, shownKeys, keystoreKeysName } = assumptions;
  return {
    keystoreId,
    ...(filePath === '' && emptyFilePath === 'left-out' ? {} : { filePath }),
    ...(jsonKeys !== '' && shownKeys === 'masked' ? { [keystoreKeysName]: MASK } : {}),
  };
}

function readBody({ body, assumptions }: Call): KeptKeystore {
  const given: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string): string => {
    const value = given[name] ?? '';
    if (typeof value !== 'string') throw invalid(assumptions, `Cannot read the value of ${name}`);
    return value;
  };
  const jsonKeys = text(assumptions.keystoreKeysName);
  const keystore = { keystoreId: text('keystoreId'), filePath: text('filePath'), jsonKeys };
  // §4.4: only a-z 0-9 _ -, no spaces.
  if (!/^[a-z0-9_-]+$/.test(keystore.keystoreId)) throw invalid(assumptions, 'The keystoreId is invalid');
  if (keystore.filePath === '' && !isJwks(keystore.jsonKeys)) throw invalid(assumptions, 'The keystore has no keys');
  return keystore;
}

/** §4.4: `jsonKeys` is a JWKS as text; the file path wins over it where both are set, so it is not looked at then. */
function isJwks(text: string): boolean {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) && keys.length > 0;
  } catch {
    return false;
  }
}
