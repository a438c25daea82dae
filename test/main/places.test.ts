import path from 'node:path';
import { expect, test } from 'vitest';
import { profileFolder } from '../../electron/main/places.ts';

test('every store has a profile of its own, however its folder is written', () => {
  const of = (store: string): string => profileFolder({ appData: '/home/a/.config', store });
  expect(path.dirname(of('/x/one'))).toBe(path.join('/home/a/.config', 'payer-wizard'));
  expect(of('/x/one/')).toBe(of('/x/y/../one'));
  expect(of('/x/one')).not.toBe(of('/x/two'));
});
