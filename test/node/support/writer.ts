/** @file A program that saves one payer and one secret again and again, and says after each that it is done; the kill loop ends it. */
import { Secret } from '#core/domain/secret.ts';
import { openStore } from '#node/store/store.ts';
import { openVault } from '#node/vault/vault.ts';

const [folder = '', ref = ''] = process.argv.slice(2);
const ask = async () => Promise.resolve(new Secret('a passphrase of nothing'));
const store = openStore(folder);
const vault = openVault({ folder, way: { by: 'passphrase', ask } });

let payer = await store.payer(ref);
await vault.secret({ owner: ref, kind: 'client-secret', id: '' });
process.stdout.write('ready\n');
for (;;) {
  payer = await store.savePayer({ ...payer, name: `Saved ${String(payer.revision + 1)} times` });
  await vault.keep({ owner: ref, kind: 'client-secret', id: '' }, new Secret(`secret ${String(payer.revision)}`));
  process.stdout.write(`${String(payer.revision)}\n`);
}
