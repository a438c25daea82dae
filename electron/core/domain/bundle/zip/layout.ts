/**
 * @file The one shape of zip that we write and read (APPNOTE 6.3): entries stored, in byte order of their names, mode 0644, one
 * time for all, nothing between and nothing behind. [Note: One shape] What has a single form cannot be changed unnoticed.
 */

export const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
export const sizes = { local: 30, central: 46, end: 22 } as const;
/** 1.0: stored files need no more. */
export const versionNeeded = 10;
/** Made by Unix, 3.0: so that the mode counts. */
export const versionMadeBy = (3 << 8) | 30;
/** A regular file, -rw-r--r--. */
export const externalAttributes = (0o100644 << 16) >>> 0;

/** What two bytes count (APPNOTE 4.4.21), less what a newer form would say by the highest: 3,000 payers have room. */
export const mostEntries = 65_000;
/** Half of what fits into the memory of any machine of today, and some five times what 1,000 payers take. */
export const mostBytes = 512 * 1024 * 1024;
/** As long as any path in a bundle. */
export const mostPathLength = 200;
/** What a whole archive may have: the files with their headers, and the list of them. */
export const mostArchiveBytes = mostBytes + mostEntries * (sizes.central + mostPathLength) + sizes.end;

export interface DosTime {
  readonly time: number;
  readonly date: number;
}

/** Two words, time and date, as DOS wrote them: UTC here, in steps of two seconds. null: DOS has no such time. */
export function dosTime(statedTime: string): DosTime | null {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?Z$/.exec(statedTime)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || hour === undefined) return null;
  if (minute === undefined || second === undefined || year < 1980 || year > 2107) return null;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return null;
  return { time: (hour << 11) | (minute << 5) | (second >> 1), date: ((year - 1980) << 9) | (month << 5) | day };
}
