/** @file Both embedded servers of the demo, with a user of least privilege. */
import { randomBytes } from 'node:crypto';
import { makeAuthority } from './authority.ts';
import { startSmileCdr } from './smile-cdr/start.ts';
import type { SmileCdr } from './smile-cdr/start.ts';
import { wizardPermissions } from './smile-cdr/users.ts';
import type { ProfileName } from './source-payer/profile.ts';
import { startSourcePayer } from './source-payer/start.ts';
import type { SourcePayer } from './source-payer/start.ts';

export interface DemoServers {
  /** PEM: signs both servers. */
  readonly ca: string;
  readonly sourcePayer: SourcePayer;
  readonly smileCdr: SmileCdr & { readonly username: string; readonly password: string };
  stop(): Promise<void>;
}

export async function startDemoServers({ profile }: { profile: ProfileName }): Promise<DemoServers> {
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
    stop: async () => {
      await Promise.all([sourcePayer.stop(), smileCdr.stop()]);
    },
  };
}
