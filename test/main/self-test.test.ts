import { expect, test } from 'vitest';
import { callNames } from '#core/contract/names.ts';
import { linuxFault, parseStatus } from '../../electron/main/self-test/linux-status.ts';
import { pageFaults } from '../../electron/main/self-test/page-proof.ts';

const ours = parseStatus('Name:\tpayer-wizard\nNSpid:\t4711\nSeccomp:\t2\nSeccomp_filters:\t1\n');

test.each([
  ['both layers', 'NSpid:\t4720\t3\nSeccomp_filters:\t2\n', true],
  ['no namespace', 'NSpid:\t4720\nSeccomp_filters:\t2\n', false],
  ['only the container’s filter', 'NSpid:\t4720\t3\nSeccomp_filters:\t1\n', false],
  ['a kernel that tells nothing', 'Name:\tx\n', false],
])('the sandbox of a process with %s', (_name, status, holds) => {
  expect(linuxFault(ours, parseStatus(status)) === '').toBe(holds);
});

const good = {
  leaks: [],
  bridge: callNames.toSorted(),
  stopped: ['script-src-elem', 'connect-src', 'frame-src'],
  evalWasStopped: true,
  homeIsShown: true,
};

test.each([
  ['everything as promised', {}, []],
  ['a name of Node in the page', { leaks: ['process'] }, ['contextIsolation']],
  ['one call more', { bridge: [...good.bridge, 'zzz'] }, ['bridge']],
  ['one call less', { bridge: good.bridge.slice(1) }, ['bridge']],
  ['an inline script that ran', { stopped: ['connect-src', 'frame-src'] }, ['csp']],
  ['eval that ran', { evalWasStopped: false }, ['csp']],
  ['an empty window', { homeIsShown: false }, ['window']],
])('the page with %s', (_name, change, wanted) => {
  const faults = pageFaults({ ...good, ...change });
  expect(Object.entries(faults).flatMap(([name, fault]) => (fault === '' ? [] : [name]))).toEqual(wanted);
});
