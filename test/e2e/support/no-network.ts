/** @file Runs a program in an empty network namespace, where not even loopback leads anywhere, with a capture of every packet. */
import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

export interface Alone {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Root may make a namespace by itself; others need one of users around it. */
const unshare = ['unshare', process.getuid?.() === 0 ? '-n' : '-rn'];

/**
 * Loopback is up, so that a packet to it would be seen. The capture runs before the program does, and ends a second
 * after it; what the kernel still holds is written by then.
 */
const script = `
ip link set lo up
tcpdump -i any -n -U -Z root -w "$1" 2>"$1.log" & capture=$!
for _ in $(seq 100); do grep -q 'listening on' "$1.log" 2>/dev/null && break; sleep 0.05; done
shift
"$@"; status=$?
sleep 1; kill -INT $capture; wait $capture
exit $status`;

/** Writes the capture to `<folder>/packets.pcap`. */
export async function withoutNetwork(command: readonly string[], folder: string): Promise<Alone> {
  const [file = '', ...rest] = [...unshare, 'bash', '-c', script, 'bash', packets(folder), ...command];
  const child = spawn(file, rest, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
  ]);
  return { status, stdout, stderr };
}

/** The packets of the capture, a line each, without those from or to these ports of TCP. */
export async function captured(folder: string, without: readonly number[] = []): Promise<string[]> {
  const filter = without.map((port) => `not tcp port ${String(port)}`).join(' and ');
  const { stdout } = await promisify(execFile)('tcpdump', ['-nn', '-r', packets(folder), filter]);
  return stdout.split('\n').filter((line) => line !== '');
}

function packets(folder: string): string {
  return path.join(folder, 'packets.pcap');
}
