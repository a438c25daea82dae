/** @file What is seen while a connection comes about: which step it is at, and what the other side showed in its handshake. */
import { isIP } from 'node:net';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { plainHost } from './host-names.ts';

/** Steps follow each other: what is done is always the one under way. A step that fails ends the whole, and is told by that. */
export interface ConnectionWatch {
  /** `request`: the connection stands, and it is time to ask. */
  readonly begins: (step: 'dns' | 'proxy' | 'tcp' | 'tls' | 'request') => void;
  readonly done: (noted: string) => void;
  /** The one connection of this watch, before anything went over it. */
  readonly made: (socket: Socket) => void;
  /**
   * The other side’s certificates can be read: when its handshake is over and before it is judged, and again when the handshake
   * failed. Nothing was sent to it then but the handshake.
   */
  readonly shown: (socket: TLSSocket) => void;
  readonly trusted: () => void;
}

/** Follows a socket that was just made. `tunnelled`: the proxy made the connection, and TLS begins at once. */
export function follow(
  watch: ConnectionWatch,
  socket: Socket,
  { hostname, port, tunnelled }: { hostname: string; port: string; tunnelled: boolean },
): void {
  watch.made(socket);
  if (tunnelled) watch.begins('tls');
  // For a name the lookup has begun already, and tells when TCP does.
  else if (isIP(plainHost(hostname)) !== 0) watch.begins('tcp');
  const secure = socket instanceof TLSSocket ? socket : null;
  if (!tunnelled)
    // First in line: who waits for the connection sends at once.
    socket.prependOnceListener('connect', () => {
      watch.done(`port ${port}`);
      watch.begins(secure === null ? 'request' : 'tls');
    });
  if (secure !== null) followHandshake(watch, secure);
}

/**
 * [Note: The chain of a server that is not trusted] Node tells `secure` when a handshake is over, then judges the certificate, and
 * destroys the socket where it does not hold. So whoever comes before that judgement can read the chain without a second
 * connection, and without one byte over a connection that nobody vouched for. The event is not in Node's manual; where a
 * runtime had none of it the chain would be missing, and nothing else.
 */
function followHandshake(watch: ConnectionWatch, socket: TLSSocket): void {
  const shown = () => watch.shown(socket);
  socket.prependOnceListener('secure', shown);
  // Up to TLS 1.2 a server that wants a client certificate breaks the handshake off when it has shown its own.
  socket.prependOnceListener('error', shown);
  socket.prependOnceListener('secureConnect', () => {
    socket.off('error', shown);
    watch.trusted();
    watch.done([socket.getProtocol(), socket.getCipher().standardName].join(', '));
    watch.begins('request');
  });
}
