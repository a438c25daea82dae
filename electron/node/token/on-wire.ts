/** @file What undici tells of a request by its diagnostics channels, and by nothing else: what really goes out, and when. */
import diagnosticsChannel from 'node:diagnostics_channel';

interface Seen {
  /** The headers as they are written, by names in lower case. */
  readonly sending: (headers: Readonly<Record<string, string>>) => void;
  /** All of the request is written. */
  readonly sent: () => void;
  /** The head of an answer is here: maybe before the request has ended. */
  readonly answering: () => void;
}

/** The channels tell of all requests of this process: one is known by its socket. Answers how to stop. */
export function onWire(isOurs: (socket: unknown) => boolean, { sending, sent, answering }: Seen): () => void {
  let request: unknown = null;
  const whenOurs = (seen: () => void) => (message: unknown) => {
    if (request !== null && (message as { request: unknown }).request === request) seen();
  };
  const listeners: Readonly<Record<string, (message: unknown) => void>> = {
    'undici:client:sendHeaders': (message) => {
      const told = message as { request: unknown; headers: string; socket: unknown };
      if (!isOurs(told.socket)) return;
      ({ request } = told);
      sending(headersOf(told.headers));
    },
    'undici:request:bodySent': whenOurs(sent),
    'undici:request:headers': whenOurs(answering),
  };
  for (const [channel, listener] of Object.entries(listeners)) diagnosticsChannel.subscribe(channel, listener);
  return () => {
    for (const [channel, listener] of Object.entries(listeners)) diagnosticsChannel.unsubscribe(channel, listener);
  };
}

/** Of the head of a request, RFC 9112 §2.1: the request line, then a line for each field. */
function headersOf(head: string): Record<string, string> {
  const fields = head.split('\r\n').slice(1);
  return Object.fromEntries(
    fields
      .filter((field) => field.includes(':'))
      .map((field) => {
        const colon = field.indexOf(':');
        return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()] as const;
      }),
  );
}
