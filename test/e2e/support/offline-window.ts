/** @file A program: the main job in the window from a file to a verified bundle. Prints what it saw, and which ports its own driver used. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startApp } from './app.ts';
import * as journey from './journey.ts';

const [folder = ''] = process.argv.slice(2);
// While the app starts, nothing listens in this namespace but what Playwright drives it by: two ports for each start.
const seen = new Set<number>();
const looking = setInterval(() => {
  for (const port of listening()) seen.add(port);
}, 20);
const running = await startApp({ folder });
clearInterval(looking);
const { page, choose, close } = running;
const driverPorts = [...seen];

await journey.newPayer(page, 'Northlake Mutual');
await page.getByRole('tab', { name: 'File' }).click();
await page
  .getByLabel(/^Address it came from/)
  .fill('https://auth.northlake.example/p2p/.well-known/openid-configuration');
await choose(path.join(folder, 'openid-configuration.json'));
await page.getByRole('button', { name: 'Choose files…' }).click();
await page.getByRole('heading', { name: 'Fields found' }).waitFor();
await journey.generateKey(page);
await journey.makeCertificate(page);
await journey.goTo(page, 'Client');
await journey.field(page, 'Client Id').fill('requesting-payer');
await journey.saved(page);
await journey.placeDefinition(page);
const bundle = await journey.exportBundle(running);
await choose(bundle);
await page.getByRole('button', { name: 'Verify a bundle…' }).click();
const verdict = await page.getByRole('dialog').locator('.result').innerText();
await close();

process.stdout.write(`${JSON.stringify({ verdict, driverPorts })}\n`);

/** Ports of TCP that are listened on: proc(5), state 0A. */
function listening(): number[] {
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1));
  const open = rows.map((row) => row.trim().split(/\s+/)).filter(([, , , state]) => state === '0A');
  return open.map(([, address = '']) => Number.parseInt(address.split(':')[1] ?? '', 16));
}
