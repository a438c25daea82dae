/** @file What Linux tells of a process, and what in it proves Chromium’s sandbox. */

export type ProcessStatus = Readonly<Record<string, string>>;

/**
 * Both layers: a process id namespace of its own, and more system call filters than we have. Filters alone prove
 * nothing in a container, whose own filter every process has.
 */
export function linuxFault(ours: ProcessStatus, windows: ProcessStatus): string {
  const depth = ({ NSpid = '' }: ProcessStatus) => NSpid.split(/\s+/).length;
  if (depth(windows) <= depth(ours)) return 'the window’s process sees the processes of this system';
  const filters = ({ Seccomp_filters: count = '0' }: ProcessStatus) => Number(count);
  if (filters(windows) <= filters(ours)) return 'the window’s process has no system call filter';
  return '';
}

/** `/proc/PID/status`: proc_pid_status(5). */
export function parseStatus(text: string): ProcessStatus {
  const lines = text.split('\n').filter((line) => line.includes(':'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
}
