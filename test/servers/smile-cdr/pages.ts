import type { Call } from './answer.ts';
import { invalid } from './answer.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly pageIndex: number;
  readonly totalPages: number;
}

/** smile-cdr §2.1: `pageIndex` from 0; `pageSize`, 100 where it is not given (documented of the clients endpoint, §4.1). */
export function pageOf<T>(all: readonly T[], { query, assumptions }: Call): Page<T> {
  const number = (name: string, fallback: number, least: number) => {
    const given = query.get(name);
    if (given === null) return fallback;
    if (!/^\d{1,6}$/.test(given) || Number(given) < least) throw invalid(assumptions, `Cannot read ${name}`);
    return Number(given);
  };
  const pageIndex = number('pageIndex', 0, 0);
  const asked = number('pageSize', 100, 1);
  const pageSize = Math.min(asked, assumptions.largestPage ?? asked);
  return {
    items: all.slice(pageIndex * pageSize, (pageIndex + 1) * pageSize),
    pageIndex,
    totalPages: Math.ceil(all.length / pageSize),
  };
}
