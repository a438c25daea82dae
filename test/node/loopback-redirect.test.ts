/** @file The way back from the browser: one answer, for whoever knows the state, at the place that was registered. */
import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { receiveAtLoopback } from '#node/loopback-redirect.ts';

const state = 'state-of-this-sign-in';
const registered = 'http://127.0.0.1/callback';

interface Page {
  readonly status: number | undefined;
  readonly body: string;
}

/** As the browser does when the payer sends it back. */
async function visit(address: string): Promise<Page> {
  return new Promise((resolve, reject) => {
    request(address, (response) => {
      void text(response).then((body) => {
        resolve({ status: response.statusCode, body });
      }, reject);
    })
      .once('error', reject)
      .end();
  });
}

async function visited(queries: readonly string[], redirect = registered) {
  const pages: Page[] = [];
  const answer = await receiveAtLoopback({
    redirect,
    state,
    onListening: async (redirectUri) => {
      for (const query of queries)
        pages.push(await visit(query.startsWith('/') ? new URL(query, redirectUri).href : `${redirectUri}?${query}`));
    },
  });
  return { answer, pages };
}

test('a code, with the issuer that told it and the port that was listened at', async () => {
  const { answer, pages } = await visited([`code=canary-code&state=${state}&iss=https%3A%2F%2Fas.example`]);
  expect(answer).toMatchObject({ is: 'code', issuer: 'https://as.example' });
  expect(answer).toHaveProperty('redirectUri', expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/));
  expect(pages.map(({ status, body }) => [status, body.includes('canary')])).toEqual([[200, false]]);
});

test('what the payer says instead of a code, without control characters', async () => {
  const { answer } = await visited([`error=access_denied&error_description=no%1B%5B31m&state=${state}`]);
  expect(answer).toEqual({ is: 'refused', error: 'access_denied', description: 'no [31m', issuer: '' });
});

test.each([
  ['another state', 'code=evil&state=other'],
  ['no state', 'code=evil'],
  ['another place', `/elsewhere?code=evil&state=${state}`],
])('%s is nobody: it learns nothing, and the right one still comes', async (_, query) => {
  const { answer, pages } = await visited([query, `error=right&state=${state}`]);
  expect([answer, pages.map(({ status }) => status)]).toEqual([
    { is: 'refused', error: 'right', description: '', issuer: '' },
    [404, 200],
  ]);
});

test('a code that is there twice is none', async () => {
  const { answer } = await visited([`code=a&code=b&state=${state}`]);
  expect(answer).toMatchObject({ is: 'refused', error: 'no code' });
});

describe('ends by itself', () => {
  test('when it is cancelled', async () => {
    const ending = new AbortController();
    const waiting = receiveAtLoopback(
      {
        redirect: registered,
        state,
        onListening: async () => {
          ending.abort();
          return Promise.resolve();
        },
      },
      ending.signal,
    );
    expect(await waiting).toEqual({ is: 'nothing', why: 'cancelled' });
  });

  test('when the browser cannot be opened: the port is free again', async () => {
    let port = 0;
    const failing = receiveAtLoopback({
      redirect: registered,
      state,
      onListening: async (redirectUri) => {
        port = Number(new URL(redirectUri).port);
        return Promise.reject(new Error('no browser'));
      },
    });
    await expect(failing).rejects.toThrow('no browser');
    const again = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve, reject) => again.once('listening', resolve).once('error', reject));
    expect((again.address() as AddressInfo).port).toBe(port);
    again.close();
  });

  test('where somebody else has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const redirect = `http://127.0.0.1:${String((other.address() as AddressInfo).port)}/callback`;
    const taken = receiveAtLoopback({ redirect, state, onListening: () => Promise.resolve() });
    await expect(taken).rejects.toMatchObject({ code: 'sign-in/port-in-use' });
    other.close();
  });
});
