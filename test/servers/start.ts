/** @file Both embedded servers of the demo, with a user of least privilege. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { makeAuthority } from './authority.ts';
import { startSmileCdr } from './smile-cdr/start.ts';
import type { SmileCdr } from './smile-cdr/start.ts';
import { wizardPermissions } from './smile-cdr/users.ts';
import type { ProfileName } from './source-payer/profile.ts';
import type { Registration } from './source-payer/registrations.ts';
import { startSourcePayer } from './source-payer/start.ts';
import type { SourcePayer } from './source-payer/start.ts';

export interface DemoServers {
  /** PEM: signs both servers. */
  readonly ca: string;
  readonly sourcePayer: SourcePayer;
  readonly smileCdr: SmileCdr & { readonly username: string; readonly password: string };
  /** Posts a registration sheet, as text, to the Source Payer's staff; `ca` is all that the sender trusts. */
  readonly sendRegistration: (sheet: string, ca?: string) => Promise<Registration>;
  readonly stop: () => Promise<void>;
}

/** `smart-strict` where no profile is given. */
export async function startDemoServers({
  profile = 'smart-strict',
}: { profile?: ProfileName } = {}): Promise<DemoServers> {
  const authority = await makeAuthority();
  const username = 'wizard';
  const password = randomBytes(24).toString('base64url');
  const users = [{ username, password, permissions: wizardPermissions }];
  const [sourcePayer, smileCdr] = await Promise.all([
    startSourcePayer({ profile, authority }),
    startSmileCdr({ contextPath: '/json-admin', authority, users }),
  ]);
  return {
    ca: authority.certificatePem,
    sourcePayer,
    smileCdr: { ...smileCdr, username, password },
    sendRegistration: (sheet, ca = authority.certificatePem) => send(sourcePayer.registrations, sheet, ca),
    stop: async () => {
      await Promise.all([sourcePayer.stop(), smileCdr.stop()]);
    },
  };
}

/** Throws with the payer's own words where the sheet is refused. */
async function send(address: string, sheet: string, ca: string): Promise<Registration> {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(address, { method: 'POST', headers, ca }, resolve).once('error', reject).end(sheet);
  });
  const body = await text(answer);
  if (answer.statusCode !== 201) throw new Error(`The Source Payer refused the registration: ${body}`);
  return JSON.parse(body) as Registration;
}
