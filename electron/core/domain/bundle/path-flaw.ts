/**
 * @file What is wrong with a path in a bundle, or with two of them together. (1) A path that passes is the same file on every system
 * that we know, and lies inside the folder that it is unpacked into.
 */
import { quoted } from './quoted.ts';
import { mostPathLength } from './zip/layout.ts';

const segment = /^[A-Za-z0-9_@-][A-Za-z0-9._@-]*$/;

/** Names that Windows opens as a device, with any extension, in any folder. */
const device = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/** ASCII only, no hidden segment, nothing that leads out. */
export function isSafePath(path: string): boolean {
  return flawOfPath(path) === null;
}

/** In words, for the end of “it holds a file …”; null: none. */
export function flawOfPath(path: string): string | null {
  if (path.length > mostPathLength) return 'whose path is longer than any in a bundle';
  if (path.includes('\u0000')) return 'with a zero byte in its path';
  if (path.startsWith('/')) return 'with an absolute path';
  if (path.includes('\\')) return 'with a backslash in its path';
  if (/^[A-Za-z]:/.test(path)) return 'whose path names a drive';
  if (path.includes(':')) return 'with a colon in its path, which Windows takes for a second stream of a file';
  const parts = path.split('/');
  if (parts.includes('..')) return 'whose path leads out of the folder';
  if (parts.includes('') || parts.includes('.')) return 'whose path has an empty part';
  if (/[^\u0020-\u007e]/.test(path)) return 'with a character beyond ASCII, or none that can be seen, in its path';
  if (parts[0] === '.git') return 'of Git: a bundle lies in a folder of its own, below a repository';
  if (parts.some((part) => part.startsWith('.')))
    return 'that is hidden: no bundle has one, and some systems put such files anywhere';
  if (parts.some((part) => /[. ]$/.test(part))) return 'whose name ends in a dot or a space, which Windows drops';
  if (parts.some((part) => device.test(part))) return 'whose name Windows takes for a device';
  return parts.every((part) => segment.test(part)) ? null : 'with characters in its path that no bundle has';
}

/** Two paths of which some system would make one, or of which one is the other’s folder, in words; null: there are none. */
export function clashIn(paths: readonly string[]): string | null {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const path of paths) {
    const lower = path.toLowerCase();
    const other = files.get(lower);
    if (other === path) return `two of its files have one path: ${quoted(path)}`;
    if (other !== undefined) return `two of its files differ by case only: ${quoted(other)} and ${quoted(path)}`;
    files.set(lower, path);
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
      const folder = path.slice(0, at);
      const same = folders.get(folder.toLowerCase()) ?? folder;
      if (same !== folder) return `two of its folders differ by case only: ${quoted(same)} and ${quoted(folder)}`;
      folders.set(folder.toLowerCase(), folder);
    }
  }
  const both = [...folders.keys()].map((folder) => files.get(folder)).find((file) => file !== undefined);
  return both === undefined ? null : `one of its files has the path of a folder: ${quoted(both)}`;
}
