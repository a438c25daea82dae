/**
 * @file Exports every payer of a store to a file and prints the peak of memory, in a process of its own. The vault lies in memory:
 * scrypt takes 128 MB for a moment, which would hide what an export takes.
 */
import { exportPayers } from '#core/use-cases/export-payers.ts';
import { archivePieces } from '#core/use-cases/export-bundle.ts';
import { writeWhole } from '#node/files.ts';
import { nodePorts } from '#node/ports.ts';
import { memoryPorts } from '../memory-ports.ts';

const [, , folder = '', out = ''] = process.argv;
const { store, clock, digests } = nodePorts({ folder, vault: { by: 'keychain' } });
const ports = { store, clock, digests, vault: memoryPorts().vault };
const refs = await store.refs();
const bundle = await exportPayers(ports, { refs, statedTime: '2027-01-01T12:00:00Z', signer: 'ana', comment: '' });
await writeWhole(out, archivePieces(bundle));
console.log(JSON.stringify({ payers: refs.length, kilobytes: process.resourceUsage().maxRSS }));
