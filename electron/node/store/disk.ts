/** @file The file system's errors, and what they are called here. The only place that knows Node's codes. */
import path from 'node:path';
import { Fault } from '#core/domain/fault.ts';

/** The code of a system error; '' for anything else. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export function isMissing(error: unknown): boolean {
  return systemCode(error) === 'ENOENT';
}

/** What a write that failed is called. Faults and bugs are passed on as they are. */
export function writeFault(error: unknown, file: string): unknown {
  if (error instanceof Fault) return error;
  const code = systemCode(error);
  const folder = path.dirname(file);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Fault('store/disk-full', { folder }, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new Fault('store/read-only', { folder }, { cause: error });
  if (code === '') return error;
  return new Fault('store/cannot-write', { file, why: code }, { cause: error });
}

export function readFault(error: unknown, file: string): unknown {
  const code = systemCode(error);
  return code === '' ? error : new Fault('store/cannot-read', { file, why: code }, { cause: error });
}
