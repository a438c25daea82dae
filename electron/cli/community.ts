import { addToCommunity } from '#core/use-cases/community.ts';
import type { Anchored } from '#core/use-cases/check-documents.ts';
import type { CommunityFile } from '#node/certificates/community-file.ts';
import type { Context } from './context.ts';

/** `--anchor` and `--crl`, for a reading that nothing is kept of. */
export async function communityFrom(context: Context): Promise<Anchored> {
  const files = await filesOf(context);
  return {
    anchors: files.flatMap((file) => (file.is === 'anchor' ? [file.pem] : [])),
    revocationLists: files.flatMap((file) => (file.is === 'revocation-list' ? [file.bytes] : [])),
  };
}

/** `--anchor` and `--crl`, remembered with the payer. */
export async function takeCommunity(context: Context, ref: string): Promise<void> {
  for (const file of await filesOf(context)) await addToCommunity(context.ports, ref, file);
}

async function filesOf(context: Context): Promise<CommunityFile[]> {
  const names = [...context.texts('anchor'), ...context.texts('crl')];
  if (names.length === 0) return [];
  const { readCommunityFile } = await import('#node/certificates/community-file.ts');
  return Promise.all(names.map(async (name) => readCommunityFile(await context.readBytes(name))));
}
