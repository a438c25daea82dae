import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Output } from '#core/contract/contract.ts';
import { explain } from '#core/domain/catalogue.ts';
import { Fault } from '#core/domain/fault.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import type { Given } from './answering-wire.ts';
import { openedFile } from './key-answers.ts';
import { openPayer } from './open.ts';
import { certificate, departure, inDays, nextKey, request, sampleKey } from './sample-keys.ts';
import { complete, fresh } from './samples.ts';

const name = 'Northlake Mutual';
const ref = 'northlake@production';
const button = (words: string | RegExp) => page.getByRole('button', { name: words });
const region = (title: string) => page.getByRole('region', { name: title, exact: true });

function withKeys(...keys: KeyRecord[]) {
  return { ...complete(), keys };
}

async function openKeys(keys: KeyRecord[], answers: Given['answers'] = {}) {
  const payers = [keys.length === 0 ? fresh(ref, name) : withKeys(...keys)];
  return openPayer({ payers, name, answers }, 'Keys');
}

describe('what is shown of a key', () => {
  test('kind, kid, where it came from, and whom it serves', async () => {
    await openKeys([{ ...sampleKey, origin: 'loaded', loadedFrom: 'hrhp-p2p.p12' }]);
    const box = region('Signing key');
    for (const words of ['RSA 3072, signs RS384', 'hrhp-p2p.p12', 'for this payer alone', 'In use'])
      await expect.element(box.getByText(words)).toBeVisible();
    await expect.element(box.getByText(sampleKey.kid)).toBeVisible();
  });

  test('that it is shared, with the reason', async () => {
    await openKeys([{ ...sampleKey, shared: { reason: 'one portal for both', by: 'ada', at: inDays(-3) } }]);
    await expect.element(region('Signing key').getByText(/one portal for both/)).toBeVisible();
    await expect.element(page.getByText('key/shared')).toBeVisible();
  });

  test.each([
    [{ notBefore: inDays(-10), notAfter: inDays(90.5) }, '90 days left', []],
    [{ notBefore: inDays(-90), notAfter: inDays(10.5) }, '10 days left', ['certificate/renewal-due']],
    [{ notBefore: inDays(-90), notAfter: inDays(-3.5) }, 'Ended 3 days ago', ['certificate/ended']],
  ])('the time of its certificate: %j', async (time, words, codes) => {
    await openKeys([{ ...sampleKey, certificate: certificate(time) }]);
    await expect.element(region('Certificate').getByText(words)).toBeVisible();
    const told = [...document.querySelectorAll('.finding .code code')].map(({ textContent }) => textContent);
    expect(told.filter((code) => code.startsWith('certificate/'))).toEqual(codes);
  });

  test('whether key, certificate, request and JWKS hold one public key', async () => {
    const { publicJwk, publicKeySha256 } = nextKey;
    await openKeys([{ ...sampleKey, certificate: certificate({ publicJwk, publicKeySha256 }), request: request() }]);
    const table = region('Pair check').getByRole('table');
    await expect.element(table.getByRole('row', { name: /^Certificate .*Differs/ })).toBeVisible();
    await expect.element(table.getByRole('row', { name: /^Request .*Same.*Waiting for the CA/ })).toBeVisible();
    await expect.element(table.getByRole('row', { name: /^JWKS .*Same/ })).toBeVisible();
    await expect.element(page.getByText('certificate/other-key')).toBeVisible();
    // What does not belong together does not leave.
    await expect.element(button('Save Certificate')).not.toBeInTheDocument();
  });
});

describe('the kid', () => {
  test('is edited in its place, and the focus comes back', async () => {
    const { wire } = await openKeys([sampleKey]);
    await button('Edit kid').click();
    await expect.element(page.getByLabelText('Another kid')).toHaveFocus();
    await page.getByLabelText('Another kid').fill('p2p-2026');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => wire.inputsOf('setKid')).toEqual([{ ref, keyId: 'key-1', kid: 'p2p-2026' }]);
    await expect.element(button('Edit kid')).toHaveFocus();
    await expect.element(region('Signing key').getByText('p2p-2026')).toBeVisible();
  });

  test('that cannot be says why, and Escape leaves it', async () => {
    await openKeys([sampleKey]);
    await button('Edit kid').click();
    await page.getByLabelText('Another kid').fill('taken');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('key/kid-taken')).toBeVisible();
    await expect.element(page.getByLabelText('Another kid')).toHaveAttribute('aria-invalid', 'true');
    await userEvent.keyboard('{Escape}');
    await expect.element(button('Edit kid')).toHaveFocus();
  });
});

describe('making a key', () => {
  test('offers seven kinds, and sets the kid that was typed', async () => {
    const { wire } = await openKeys([]);
    const kinds = page.getByRole('combobox', { name: 'Kind' });
    expect(kinds.element().querySelectorAll('option')).toHaveLength(7);
    await kinds.selectOptions('RSA 4096 (RS384)');
    await page.getByRole('textbox', { name: 'kid' }).fill('my-kid');
    await button('Generate key').click();
    await expect.poll(() => wire.inputsOf('generateKey')).toEqual([{ ref, kind: 'RSA-4096' }]);
    await expect.poll(() => wire.inputsOf('setKid')).toMatchObject([{ kid: 'my-kid' }]);
    await expect.element(page.getByRole('heading', { name: 'Signing key' })).toHaveFocus();
  });

  test('tells how long it takes, leaves the window free, and can be cancelled', async () => {
    let end: (fault: Fault) => void = () => undefined;
    const generateKey = () =>
      new Promise<Output<'generateKey'>>((_, refuse) => {
        end = refuse;
      });
    const cancelKey = () => {
      end(new Fault('key/cancelled', {}));
      return Promise.resolve();
    };
    await openKeys([], { generateKey, cancelKey });
    await button('Generate key').click();
    await expect.element(button(/^Generating, \d+ s/)).toBeVisible();
    await expect.element(page.getByText(/usually takes/)).toBeVisible();
    await page.getByRole('tab', { name: 'Load' }).click();
    await page.getByRole('tab', { name: 'Generate' }).click();
    await button('Cancel').click();
    await expect.element(page.getByText('Cancelled. No key was made.')).toBeVisible();
    await expect.element(page.getByText('key/cancelled')).not.toBeInTheDocument();
    await expect.element(button('Generate key')).toBeEnabled();
  });

  test('leads to the request for its certificate where that was chosen', async () => {
    const { wire } = await openKeys([]);
    await page.getByRole('combobox', { name: 'Certificate' }).selectOptions('request');
    await button('Generate key').click();
    await page.getByRole('combobox', { name: 'For' }).selectOptions('udap');
    await page.getByLabelText('Common name').fill('Harbor Ridge P2P');
    await page.getByLabelText('URIs').fill('https://harborridge.example/p2p');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog', { name: 'What the request says' })).toBeVisible();
    expect(wire.inputsOf('makeRequest')).toMatchObject([
      {
        keyId: 'key-1',
        template: 'udap',
        wish: { subject: { commonName: 'Harbor Ridge P2P' }, uris: ['https://harborridge.example/p2p'] },
      },
    ]);
  });
});

describe('loading', () => {
  test('tells what a file holds before anything is kept', async () => {
    const { wire } = await openKeys([]);
    await page.getByRole('tab', { name: 'Load' }).click();
    await button('Choose a file…').click();
    const dialog = page.getByRole('dialog', { name: 'hrhp-p2p.p12 holds' });
    for (const { says } of openedFile.parts) await expect.element(dialog.getByText(says)).toBeVisible();
    expect(wire.inputsOf('keepKeyFile')).toEqual([]);
    await dialog.getByRole('button', { name: 'Seal it in the vault' }).click();
    await expect.element(region('Signing key').getByText('hrhp-p2p.p12')).toBeVisible();
    expect(wire.inputsOf('keepKeyFile')).toEqual([{ ref, handle: openedFile.handle, sharing: null }]);
  });

  test('what is not wanted is forgotten', async () => {
    const { wire } = await openKeys([]);
    await page.getByRole('tab', { name: 'Load' }).click();
    await button('Choose a file…').click();
    await button('Keep nothing').click();
    await expect.poll(() => wire.inputsOf('closeKeyFile')).toEqual([{ handle: openedFile.handle }]);
    expect(wire.read(ref).keys).toEqual([]);
  });

  test('asks for a passphrase, names a wrong one, and asks again; nothing of it stays', async () => {
    const canary = 'canary-of-a-passphrase';
    let given = '';
    const readKeyFile = async () => {
      if (given !== canary) throw new Fault('key/wrong-passphrase', {});
      return Promise.resolve(openedFile);
    };
    await openKeys([], {
      chooseKeyFile: async () => Promise.resolve({ ...openedFile, needsPassphrase: true, parts: [], keys: [] }),
      takeSecret: async ({ secret }) => Promise.resolve(void (given = secret)),
      readKeyFile,
    });
    await page.getByRole('tab', { name: 'Load' }).click();
    await button('Choose a file…').click();
    await page.getByLabelText('Passphrase').fill('wrong one');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('key/wrong-passphrase')).toBeVisible();
    await page.getByLabelText('Passphrase').fill(canary);
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Private key, EC P-384')).toBeVisible();
    const inputs = [...document.querySelectorAll('input, textarea')].map((input) => (input as HTMLInputElement).value);
    expect([document.documentElement.outerHTML.includes(canary), inputs.includes(canary)]).toEqual([false, false]);
  });

  test('a pasted key goes to main at once', async () => {
    const { wire } = await openKeys([]);
    await page.getByRole('tab', { name: 'Load' }).click();
    const field = page.getByLabelText('Or paste it');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'a pasted text');
    field.element().dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    await expect.element(page.getByRole('dialog', { name: 'The pasted text holds' })).toBeVisible();
    expect(wire.inputsOf('takeSecret')).toMatchObject([{ for: { is: 'key-text' }, secret: 'a pasted text' }]);
    await expect.element(field).toHaveValue('');
  });

  test('a key that another payer has needs a reason', async () => {
    const { wire } = await openKeys([], {
      chooseKeyFile: async () =>
        Promise.resolve({ ...openedFile, keys: [{ name: 'p2p (EC P-384)', usedBy: ['bluestem@test'], remarks: [] }] }),
    });
    await page.getByRole('tab', { name: 'Load' }).click();
    await button('Choose a file…').click();
    await expect.element(page.getByText(/audience injection/)).toBeVisible();
    await button('Share it all the same').click({ force: true });
    expect(wire.inputsOf('keepKeyFile')).toEqual([]);
    await page.getByLabelText('Reason to share it').fill('one portal');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => wire.inputsOf('keepKeyFile')).toMatchObject([{ sharing: 'one portal' }]);
  });

  test('of several keys one is chosen, and what is not kept of it is told', async () => {
    const remark = { code: 'key/kid-not-kept', says: 'not under that kid', hint: 'the thumbprint instead' };
    const several = [
      { name: 'first (RSA 3072, for northlake@test)', usedBy: ['bluestem@test'], remarks: [] },
      { name: 'second (EC P-384)', usedBy: [], remarks: [remark] },
    ];
    const { wire } = await openKeys([], {
      chooseKeyFile: async () => Promise.resolve({ ...openedFile, keys: several }),
    });
    await page.getByRole('tab', { name: 'Load' }).click();
    await button('Choose a file…').click();
    await expect.element(page.getByText(/audience injection/)).toBeVisible();
    await page.getByLabelText('Which key').selectOptions('second (EC P-384)');
    await expect.element(page.getByText(remark.code)).toBeVisible();
    await button('Seal it in the vault').click();
    await expect
      .poll(() => wire.inputsOf('keepKeyFile'))
      .toEqual([{ ref, handle: openedFile.handle, sharing: null, key: 1 }]);
  });

  test('a file that cannot be read is named', async () => {
    const chooseKeyFile = () => Promise.reject(new Fault('key/public-key', {}));
    await openKeys([], { chooseKeyFile });
    await page.getByRole('tab', { name: 'Load' }).click();
    await button('Choose a file…').click();
    await expect.element(page.getByText('key/public-key')).toBeVisible();
  });

  test('a certificate joins its key, and it is said which, and what of the file was left over', async () => {
    const keepKeyFile: NonNullable<Given['answers']>['keepKeyFile'] = async () =>
      Promise.resolve({ payer: wire.change(ref, joined), leftOver: [left] });
    const left = { code: 'certificate/left-over', ...explain('certificate/left-over', { subject: 'CN=Stranger' }) };
    const joined = (payer: ReturnType<typeof complete>) => ({
      ...payer,
      keys: payer.keys.map((key) => ({
        ...key,
        request: null,
        certificate: certificate({ selfSigned: false, sha256: 'ee'.repeat(32) }),
      })),
    });
    const { wire } = await openKeys([{ ...sampleKey, certificate: null, request: request() }], {
      chooseKeyFile: async () => Promise.resolve({ ...openedFile, parts: openedFile.parts.slice(1), keys: [] }),
      keepKeyFile,
    });
    await button('Load the CA’s answer…').click();
    await button('Keep the certificates').click();
    await expect.element(page.getByText(`The certificate joined the key ${sampleKey.kid}.`)).toBeVisible();
    await expect.element(page.getByText(/The certificate of CN=Stranger belongs to no key/)).toBeVisible();
    await expect.element(region('Certificate').getByText('Issued by')).toBeVisible();
  });

  test('two dropped files are told one after the other', async () => {
    const handles = [openedFile.handle, '7f1f6d3e-6a0c-4a7e-9f57-0d5a3b7c1e11'];
    let dropped = 0;
    const takeDroppedFile = async () => {
      const handle = handles[dropped] ?? '';
      dropped += 1;
      return Promise.resolve({
        is: 'key-file' as const,
        opened: { ...openedFile, handle, fileName: `file-${String(dropped)}` },
      });
    };
    await openPayer({ payers: [fresh(ref, name)], name, answers: { takeDroppedFile } }, 'Endpoints');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['one'], 'one.pem'));
    dataTransfer.items.add(new File(['two'], 'two.pem'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await expect.element(page.getByRole('dialog', { name: 'file-1 holds' })).toBeVisible();
    await expect.element(page.getByRole('heading', { level: 1, name: 'Keys' })).toBeInTheDocument();
    await button('Keep nothing').click();
    await expect.element(page.getByRole('dialog', { name: 'file-2 holds' })).toBeVisible();
  });
});

describe('rotation', () => {
  test('switch, with Undo; the focus is at the key that signs', async () => {
    const { wire } = await openKeys([sampleKey, nextKey]);
    await expect.element(page.getByRole('heading', { name: 'Next key' })).toBeVisible();
    await expect.element(button('Generate key')).not.toBeInTheDocument();
    await button('Switch to this key').click();
    await expect.poll(() => wire.read(ref).keys.map(({ id }) => id)).toEqual(['key-2', 'key-1']);
    await expect.element(page.getByRole('heading', { name: 'Signing key' })).toHaveFocus();
    await expect.element(region('Previous key').getByRole('button', { name: 'Switch back' })).toBeVisible();
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => wire.read(ref).keys.map(({ id }) => id)).toEqual(['key-1', 'key-2']);
  });

  test('retiring asks, erases, and is not undone', async () => {
    const previous = { ...sampleKey, signsSince: inDays(-300) };
    const { wire } = await openKeys([{ ...nextKey, signsSince: inDays(-3) }, previous]);
    await button('Retire…').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retire and erase' }).click();
    await expect.poll(() => wire.inputsOf('removeKey')).toEqual([{ ref, keyId: 'key-1' }]);
    await expect.element(page.getByRole('heading', { name: 'Signing key' })).toHaveFocus();
    await expect.element(button('Undo')).not.toBeInTheDocument();
  });
});

describe('what goes with a key that is removed', () => {
  test('the one that signs: which signs then, and that no client certificate is shown', async () => {
    const payer = withKeys(sampleKey, nextKey);
    const payers = [{ ...payer, network: { ...payer.network, clientKeyId: sampleKey.id } }];
    await openPayer({ payers, name }, 'Keys');
    await region('Signing key').getByRole('button', { name: 'Remove this key…' }).click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog.getByText(nextKey.kid)).toBeVisible();
    await expect.element(dialog.getByText(/From then on none is shown/)).toBeVisible();
  });

  test('the last one: nothing can be signed', async () => {
    await openKeys([sampleKey]);
    await button('Remove this key…').click();
    await expect.element(page.getByText(/nothing can be signed for this payer/)).toBeVisible();
  });
});

describe('certificates and requests', () => {
  test('a self-signed one takes the place of a CA’s only where that is ticked', async () => {
    const issued = certificate({ selfSigned: false, issuer: 'CN=Meridian Health Trust CA 3' });
    const { wire } = await openKeys([{ ...sampleKey, certificate: issued }]);
    await button('Another self-signed…').click();
    await expect.element(button('Make the certificate')).toHaveAttribute('aria-disabled', 'true');
    await page.getByRole('checkbox', { name: 'Put the self-signed one in its place' }).click();
    await button('Make the certificate').click();
    await expect.poll(() => wire.inputsOf('makeCertificate')).toMatchObject([{ keyId: 'key-1', replaces: true }]);
  });

  test('another request says that the one that waits gives way', async () => {
    await openKeys([{ ...sampleKey, request: request() }]);
    await button('Another request…').click();
    await expect.element(page.getByText(/The request that waits gives way/)).toBeVisible();
  });

  test('what is wrong stands at its field, and takes the focus', async () => {
    const { wire } = await openKeys([sampleKey]);
    await button('Another self-signed…').click();
    await page.getByLabelText('Common name').fill('');
    await page.getByLabelText('Days').fill('4000');
    await button('Make the certificate').click();
    await expect.element(page.getByText('certificate/wrong-name')).toBeVisible();
    await expect.element(page.getByText('certificate/wrong-days')).toBeVisible();
    await expect.element(page.getByLabelText('Common name')).toHaveFocus();
    expect(wire.inputsOf('makeCertificate')).toEqual([]);
  });

  test('a template says what it needs, and a request is shown in words before it leaves', async () => {
    const { wire } = await openKeys([{ ...sampleKey, certificate: null }]);
    await button('Make a request for a CA…').click();
    await page.getByRole('combobox', { name: 'For' }).selectOptions('mtls');
    await expect.element(page.getByText(/TLS client certificate whose URI is equal to iss/)).toBeVisible();
    await expect.element(page.getByRole('checkbox', { name: /clientAuth/ })).toBeChecked();
    await page.getByLabelText('URIs').fill('https://harborridge.example/p2p https://harborridge.example/p2p');
    await button('Make the request').click();
    await expect.element(page.getByText('certificate/twice')).toBeVisible();
    await page.getByLabelText('URIs').fill('https://harborridge.example/p2p');
    await button('Make the request').click();
    const dialog = page.getByRole('dialog', { name: 'What the request says' });
    await expect.element(dialog.getByText('https://harborridge.example/p2p')).toBeVisible();
    await dialog.getByRole('button', { name: 'Save the request…' }).click();
    await expect.poll(() => wire.inputsOf('saveKeyPart')).toMatchObject([{ keyId: 'key-1', part: 'request' }]);
    await dialog.getByRole('button', { name: 'Forget it' }).click();
    await expect.element(page.getByText('Request waits for the CA')).not.toBeInTheDocument();
  });
});

test('what can be sent is copied and saved part by part', async () => {
  const chain = [certificate({ subject: 'CN=Meridian Health Trust CA 3', isAuthority: true })];
  const { wire } = await openKeys([{ ...sampleKey, chain, request: request() }]);
  for (const item of ['Public key set', 'Public key', 'Request', 'Certificate', 'Chain', 'Calendar entry'])
    await page.getByRole('button', { name: `Save ${item}`, exact: true }).click();
  await expect
    .poll(() => wire.inputsOf('saveKeyPart').map((input) => (input as { part: string }).part))
    .toEqual(['jwks', 'public-pem', 'request', 'certificate', 'chain', 'calendar']);
  await expect.element(page.getByRole('button', { name: 'Copy Public key set' })).toBeVisible();
});

describe('handing over', () => {
  test('under a passphrase: typed twice, or made and copied; none of it stays', async () => {
    const canary = 'canary-of-an-export';
    const { wire } = await openKeys([sampleKey]);
    await button('Encrypt with a passphrase…').click();
    await page.getByLabelText('Passphrase', { exact: true }).fill(canary);
    await page.getByLabelText('The same again').fill('another');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('input/passphrases-differ')).toBeVisible();
    await button('Make one and copy it').click();
    await expect.element(page.getByLabelText('Passphrase', { exact: true })).toHaveFocus();
    await page.getByLabelText('Passphrase', { exact: true }).fill(canary);
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('whoever has the passphrase')).toBeVisible();
    expect(wire.inputsOf('takeSecret')).toEqual([{ for: { is: 'key-export', ref, keyId: 'key-1' }, secret: canary }]);
    expect(document.documentElement.outerHTML.includes(canary)).toBe(false);
  });

  test('to a recipient: the certificate is shown first, and what left is listed', async () => {
    const { wire } = await openKeys([sampleKey]);
    await button('Encrypt for an operator…').click();
    await button('Choose the certificate…').click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog.getByText('abab abab', { exact: false })).toBeVisible();
    await dialog.getByRole('button', { name: 'Encrypt and save…' }).click();
    await expect.element(page.getByText(departure.fileName, { exact: true })).toBeVisible();
    expect(wire.inputsOf('handOver')).toHaveLength(1);
  });
});

test('the certificate on Home is told in the same words', async () => {
  const { screen } = await openKeys([
    { ...sampleKey, certificate: certificate({ notBefore: inDays(-90), notAfter: inDays(10.5) }) },
  ]);
  await screen.getByRole('link', { name: 'Payers' }).click();
  await expect.element(page.getByRole('row', { name: /10 days left/ })).toBeVisible();
  await expect.element(page.getByRole('row', { name: /^Needs attention 1/ })).toBeVisible();
});
