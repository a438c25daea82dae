import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { changesSince, runOfDay } from '../../renderer/steps/test/tries.ts';
import { bodyLines, textOf } from '../../renderer/steps/test/json-lines.ts';
import type { Given } from './answering-wire.ts';
import { goTo, openPayer } from './open.ts';
import { grant, probes, refusal, signIn, testedAt, triesBefore, wireStages } from './sample-reports.ts';
import { complete, typed } from './samples.ts';

const name = 'Northlake Mutual';
const ref = 'northlake@production';
const button = (words: string | RegExp) => page.getByRole('button', { name: words });
const region = (words: string) => page.getByRole('region', { name: words });

function refused(change: Partial<Payer> = {}): Payer {
  const payer = complete();
  return { ...payer, test: refusal(payer), tries: triesBefore(payer), ...change };
}

async function openTest(payer: Payer, given: Partial<Given> = {}) {
  return openPayer({ payers: [payer], name, ...given }, 'Live test');
}

/** An answer that a test lets go when it wants to. */
function held<T>() {
  return Promise.withResolvers<T>();
}

describe('a test that runs', () => {
  test('shows each stage as it comes, lets other steps be used, and ends when it is told to', async () => {
    const { promise, resolve } = held<Payer>();
    const { wire } = await openTest(complete(), { answers: { testToken: () => promise } });
    await page.getByRole('checkbox', { name: /count of patients/ }).click();
    await button('Run the test').click();
    const row = page.getByRole('row', { name: /TLS.*TLSv1.3, trusted/ });
    await expect.element(row).toBeVisible();
    expect(page.getByRole('row').elements()).toHaveLength(wireStages.length);
    await goTo('Endpoints');
    await goTo('Live test');
    await expect.element(row).toBeVisible();
    await button('Cancel').click();
    await expect.poll(() => wire.inputsOf('cancelTest')).toEqual([{ ref }]);
    const payer = wire.read(ref);
    resolve(wire.save({ ...payer, test: { ...refusal(payer), outcome: 'cancelled', refusal: null, answer: null } }));
    await expect.element(page.getByRole('status').getByRole('heading', { name: 'Cancelled' })).toHaveFocus();
    expect(wire.inputsOf('testToken')).toEqual([{ ref, nextCall: true, remedyOf: '' }]);
  });

  test('shows nothing of the run before', async () => {
    const { promise } = held<Payer>();
    await openTest(refused(), { answers: { testToken: () => promise } });
    await button('Run again').click();
    await expect.element(page.getByRole('heading', { name: /Refused/ })).not.toBeInTheDocument();
    await expect.element(button(/and test again/)).toHaveAttribute('aria-disabled', 'true');
  });
});

describe('a refused token', () => {
  test('is told with its run of the day, its stages, its TLS session and what decides', async () => {
    await openTest(refused());
    await expect.element(page.getByText(/980 ms in all; run 2 of that day/)).toBeVisible();
    await expect.element(page.getByRole('row', { name: /Answer.*401/ })).toBeVisible();
    await page.getByText(/^TLS: TLSv1.3/).click();
    await expect.element(page.getByRole('rowheader', { name: /CN=auth.northlake.example/ })).toBeVisible();
    const decisive = (box: string) => [...region(box).element().querySelectorAll('.hit')].map((hit) => hit.textContent);
    expect(decisive('The request, decoded')).toEqual([expect.stringContaining('"aud": "https://auth.northlake')]);
    expect(decisive('The answer as received')).toEqual([expect.stringContaining('audience mismatch')]);
    await expect.element(region('The request, decoded')).toMatchTextContent('60 s later');
    await expect.element(region('The request, decoded')).toMatchTextContent('signature: 384 bytes, not shown');
    await expect.element(page.getByText('This clock: 1 s ahead of auth.northlake.example')).toBeVisible();
  });

  test('is mended by one click, which is a change that can be taken back', async () => {
    const { wire } = await openTest(refused());
    await button('Send the issuer and test again').click();
    await expect.element(page.getByRole('heading', { name: 'Token granted' })).toBeVisible();
    expect(wire.inputsOf('testToken')).toEqual([{ ref, nextCall: false, remedyOf: 'cause/audience-issuer-wanted' }]);
    expect(valueOf(wire.read(ref), 'assertionAudience')).toBe('issuer');
    await page.getByText('Log of tries: 3 runs').click();
    await expect
      .element(page.getByRole('row', { name: /Assertion Audience: token-endpoint → issuer/ }))
      .toMatchTextContent('cause/audience-issuer-wanted');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(() => valueOf(wire.read(ref), 'assertionAudience')).toBe('token-endpoint');
    await expect.element(page.getByText(/Settings changed since then: run it again/)).toBeVisible();
  });

  test('takes several fields of a remedy back in one go', async () => {
    const payer = refused();
    const report = refusal(payer);
    const fields = { assertionAudience: 'own-text', assertionAudienceText: 'urn:northlake' };
    const [told] = report.diagnosis?.groups ?? [];
    const causes = (told?.causes ?? []).map((cause) => ({
      ...cause,
      remedy: { is: 'change' as const, says: 'Send it', fields },
    }));
    const diagnosis = { groups: [{ strength: 'told' as const, causes }], ruledOut: [] };
    const { wire } = await openTest({ ...payer, test: { ...report, diagnosis } });
    const both = () => [valueOf(wire.read(ref), 'assertionAudience'), valueOf(wire.read(ref), 'assertionAudienceText')];
    await button('Send it and test again').click();
    await expect.poll(both).toEqual(['own-text', 'urn:northlake']);
    await expect.element(button('Run again')).toBeVisible();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(both).toEqual(['token-endpoint', '']);
  });

  test('tells causes that cannot be told apart, what can be asked, and what it is not', async () => {
    const { wire } = await openTest(refused());
    const diagnosis = region('Diagnosis');
    await expect.element(diagnosis.getByText('2 to 3 cannot be told apart from here', { exact: false })).toBeVisible();
    await expect.element(diagnosis.getByText('1 s apart, 60 s allowed', { exact: false })).toBeVisible();
    expect(
      diagnosis
        .getByRole('term')
        .elements()
        .map((term) => term.textContent),
    ).toEqual(['Sent', 'Issuer']);
    await button('Look at it in Client').click();
    await expect.element(page.getByRole('heading', { level: 1, name: 'Client' })).toBeVisible();
    expect(wire.inputsOf('testToken')).toEqual([]);
  });

  test('is copied as text, without any markup', async () => {
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => void copied.push(text) };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    await openTest(refused());
    await button('Copy as text').click();
    await expect.poll(() => copied).toHaveLength(1);
    const [text = ''] = copied;
    expect(text).not.toMatch(/<\/?[a-z]|&[a-z]+;/);
    const parts = ['cause/audience-issuer-wanted', '3. The client id', 'Ruled out:', 'token/other-than-smile-cdr'];
    expect(parts.filter((part) => !text.includes(part))).toEqual([]);
  });

  test('shows a hostile answer as text', async () => {
    const payer = complete();
    const hostile = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
    const report = refusal(payer);
    const answer = {
      status: 200,
      contentType: 'text/html',
      members: [],
      headers: { server: hostile },
      body: hostile,
      bytes: 99,
    };
    const test = { ...report, answer, refusal: { error: hostile, description: hostile, uri: '' } };
    await openTest({ ...payer, test });
    await expect.element(region('The answer as received')).toMatchTextContent(hostile);
    expect([document.querySelectorAll('main img, main script').length, 'hurt' in window]).toEqual([0, false]);
  });
});

test('a granted token tells its checks and what the FHIR base said', async () => {
  const payer = complete();
  await openTest({ ...payer, test: grant(payer) });
  await expect.element(page.getByRole('row', { name: /Warning.*how long the token lives/ })).toBeVisible();
  await expect.element(page.getByRole('row', { name: /Checks.*Warnings/ })).toBeVisible();
  await expect.element(region('Next call, with the token').getByText(/_summary=count$/)).toBeVisible();
  await expect.element(page.getByText(/does not prove that Smile CDR’s own/)).toBeVisible();
  await expect.element(region('Diagnosis')).toMatchTextContent('Nothing to diagnose: a token was granted.');
});

test('the recipe is shown as it is, and can be closed', async () => {
  await openTest(complete());
  await button('Export test recipe').click();
  await expect.element(region('The recipe')).toMatchTextContent('--data grant_type=client_credentials');
  await button('Close').click();
  await expect.element(button('Export test recipe')).toHaveFocus();
});

describe('negative probes', () => {
  test('in production wait for the name of the payer', async () => {
    const { wire } = await openTest(complete());
    await page.getByText(/^Negative probes/).click();
    const send = button('Send the probes');
    await page.getByLabelText(`Type ${name} to confirm`).fill('Northlake');
    await send.click({ force: true });
    await userEvent.keyboard('{Enter}');
    expect(wire.inputsOf('probePayer')).toEqual([]);
    await page.getByLabelText(`Type ${name} to confirm`).fill(name);
    await send.click();
    await expect.element(page.getByRole('row', { name: /expired.*Taken/ })).toBeVisible();
    await expect.element(page.getByText(/The right request before them was refused/)).toBeVisible();
    expect(wire.inputsOf('probePayer')).toEqual([{ ref, confirmation: name }]);
  });

  test('elsewhere need no more than a click, and are kept', async () => {
    const payer = { ...complete(), ref: 'northlake@test' };
    await openTest({ ...payer, probes });
    await page.getByText('Negative probes: 2 of the last run').click();
    await expect.element(button('Send the probes')).not.toHaveAttribute('aria-disabled');
    await expect.element(page.getByRole('row', { name: /another audience.*Refused well/ })).toBeVisible();
  });
});

test('the log names what changed, and never a secret', () => {
  const [first, second] = triesBefore(complete());
  const withSecret = { ...second, settings: { ...second.settings, secretSince: testedAt } };
  expect([changesSince(undefined, second), changesSince(first, second), changesSince(withSecret, second)]).toEqual([
    [],
    ['Client Id: hrhp-p2p → hrhp-p2p-prod'],
    ['Client secret: given anew'],
  ]);
});

test('a run is counted on its own day', () => {
  const tries = triesBefore(complete());
  const now = new Date(testedAt);
  expect([runOfDay(tries, testedAt, now), runOfDay(tries, testedAt), runOfDay([], testedAt)]).toEqual([
    'run 2 of today',
    'run 2 of that day',
    '',
  ]);
});

test.each([
  ['{"a":1.0,"a":{"b":[]}}', '{\n  "a": 1.0,\n  "a": {\n    "b": []\n  }\n}'],
  ['{}', '{}'],
  ['[1,"{,}"]', '[\n  1,\n  "{,}"\n]'],
  ['{"cut": ', '{"cut": '],
  ['<p>no</p>\n', '<p>no</p>\n'],
])('%s is laid out without a change to its signs', (body, lines) => {
  expect(textOf(bodyLines(body))).toBe(lines);
});

test('a body that is deep is not blown up', () => {
  const deep = '['.repeat(5000) + ']'.repeat(5000);
  expect(textOf(bodyLines(deep))).toBe(deep);
});

test('only the member that decides is marked, with all its lines', () => {
  const lines = bodyLines('{"x":1,"aud":["a","b"],"y":{"aud":2}}', { hits: ['aud'] });
  expect(textOf(lines.filter(({ hit }) => hit))).toBe('  "aud": [\n    "a",\n    "b"\n  ],');
});

describe('signing in with the browser', () => {
  const payer = typed(complete(), { loopbackRedirect: 'http://127.0.0.1:8400/callback' });

  test('is offered only where a redirect is registered', async () => {
    await openTest(complete());
    await expect.element(page.getByText(/^Negative probes/)).toBeVisible();
    expect(page.getByText(/^Sign in with the browser/).elements()).toEqual([]);
  });

  test('tells how far it came, as text, and can be cancelled', async () => {
    const { promise, resolve } = held<Payer>();
    const { wire } = await openTest(payer, { answers: { testSignIn: () => promise } });
    await page.getByText(/^Sign in with the browser/).click();
    await button('Open the sign-in page').click();
    await button('Cancel').click();
    await expect.poll(() => wire.inputsOf('cancelSignIn')).toEqual([{ ref }]);
    resolve(wire.save({ ...wire.read(ref), signIn }));
    await expect.element(page.getByText('The person said <b>no</b>.', { exact: false })).toBeVisible();
    await expect.element(page.getByText('It proves nothing of payer-to-payer exchange.')).toBeVisible();
  });
});
