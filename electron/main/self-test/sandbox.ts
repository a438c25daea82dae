/** @file Whether Chromium's sandbox really holds the window's process. That it was asked for proves nothing: a switch or a kernel may have turned it off. */
import { readFile } from 'node:fs/promises';
import { app } from 'electron/main';
import type { ProcessStatus } from './linux-status.ts';
import { linuxFault, parseStatus } from './linux-status.ts';

/** '' when it holds; else what is missing. */
export async function sandboxFault(windowPid: number): Promise<string> {
  if (app.commandLine.hasSwitch('no-sandbox')) return 'started with --no-sandbox';
  if (process.platform !== 'linux') {
    const metric = app.getAppMetrics().find(({ pid }) => pid === windowPid);
    return metric?.sandboxed === true ? '' : 'the system does not report the window’s process as sandboxed';
  }
  const [ours, windows] = await Promise.all([readStatus('self'), readStatus(String(windowPid))]);
  return linuxFault(ours, windows);
}

async function readStatus(pid: string): Promise<ProcessStatus> {
  return parseStatus(await readFile(`/proc/${pid}/status`, 'utf8'));
}
