/** @file A definition in a file, where a discovery document was looked for: its values are taken, and what it lacks is said. */
import { readDefinitions } from '#core/domain/definition/read-definitions.ts';
import { Fault } from '#core/domain/fault.ts';
import type { Payer, PayerRef } from '#core/domain/payer/payer.ts';
import type { ImportedDefinition } from '#core/use-cases/import/import-definitions.ts';
import { importDefinition } from '#core/use-cases/import/import-definitions.ts';
import type { Ports } from '#core/ports.ts';

interface Given {
  readonly ref: PayerRef;
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/** The open payer gets what the file tells; the rest stands. Throws `definition/file-…`, `import/several`. */
export async function takeDefinition(
  ports: Pick<Ports, 'store' | 'clock' | 'vault'>,
  { ref, bytes, fileName }: Given,
): Promise<{ payer: Payer; says: string }> {
  const [read, ...more] = readDefinitions(bytes, fileName);
  if (read === undefined || more.length > 0) throw new Fault('import/several', { count: String(more.length + 1) });
  const told = await importDefinition(ports, { ref, name: '', read, replaces: true, takesSecret: false });
  return { payer: await ports.store.payer(ref), says: saysOf(told, fileName) };
}

function saysOf({ notTold, unknown, secret }: ImportedDefinition, fileName: string): string {
  return [
    `${fileName} is a definition: what it tells was taken. It has no signature.`,
    ...(notTold.length === 0 ? [] : [`Not in it: ${notTold.join(', ')}.`]),
    ...(unknown.length === 0 ? [] : [`No field stands for ${unknown.join(', ')}.`]),
    ...(secret === 'left-out' ? ['A client secret stands in it in clear, and was left out: give it in Client.'] : []),
  ].join(' ');
}
