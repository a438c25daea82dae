/** @file The token endpoint and what is done with a token: one adapter for all requests of a live test. */
import type { TokenEndpoint } from '#core/ports.ts';
import type { Connections } from '../connections.ts';
import { isSignedBy } from './is-signed-by.ts';
import { openToken } from './open-token.ts';
import { signAsStranger } from './stranger.ts';
import { requestToken } from './token-request.ts';
import { call, introspect, revoke } from './token-uses.ts';

/** A stall of half a minute is survived; whoever cannot wait cancels. */
const SECONDS = 45;

/** `seconds`: for all of one exchange. */
export function tokenEndpointOver(connections: Connections, { seconds = SECONDS } = {}): TokenEndpoint {
  const within = { connections, milliseconds: seconds * 1000 };
  return {
    request: async (given, watcher) => requestToken(within, given, watcher),
    open: async (token) => openToken(token.reveal()),
    isSignedBy: async (token, keys) => isSignedBy(token.reveal(), keys),
    introspect: async (given, watcher) => introspect(within, given, watcher),
    revoke: async (given) => revoke(within, given),
    call: async (given, watcher) => call(within, given, watcher),
    signAsStranger,
  };
}
