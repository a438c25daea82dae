/** @file Keys that are taken: by openssl, by Node, and in the forms that people and programs bring them into. The same table runs under Node and in Electron. */
import { plain, together } from './good-plain.ts';
import type { GoodRow } from './good-row.ts';
import { sealed, stores } from './good-sealed.ts';
import { json, texts } from './good-worn.ts';

export const goodRows: readonly GoodRow[] = [...plain, ...sealed, ...stores, ...json, ...texts, ...together];
