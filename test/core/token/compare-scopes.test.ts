import { expect, test } from 'vitest';
import { compareScopes } from '#core/domain/token/compare-scopes.ts';

const nothing = { missing: [], more: [], otherwise: [] };

test.each<[asked: string, granted: string, expected: Partial<ReturnType<typeof compareScopes>>]>([
  ['system/*.rs', 'system/*.rs', {}],
  ['system/*.read', 'system/*.rs', { otherwise: ['system/*.read'] }],
  ['system/Patient.*', 'system/Patient.cruds', { otherwise: ['system/Patient.*'] }],
  ['system/Patient.rs', 'system/*.rs', { more: ['system/*.rs'], otherwise: ['system/Patient.rs'] }],
  ['system/*.rs', 'system/Patient.rs', { missing: ['system/*.rs'] }],
  ['system/Patient.rs', 'system/Patient.r', { missing: ['system/Patient.rs'] }],
  ['system/Patient.rs', 'patient/Patient.rs', { missing: ['system/Patient.rs'], more: ['patient/Patient.rs'] }],
  [
    'system/Observation.rs?category=lab',
    'system/Observation.rs',
    { more: ['system/Observation.rs'], otherwise: ['system/Observation.rs?category=lab'] },
  ],
  ['system/Observation.rs', 'system/Observation.rs?category=lab', { missing: ['system/Observation.rs'] }],
  ['openid cdr_all', 'cdr_all', { missing: ['openid'] }],
  ['system/*.write', 'system/*.cud', { otherwise: ['system/*.write'] }],
  [
    'system/Patient.rs system/Coverage.rs',
    'system/*.read',
    { more: ['system/*.read'], otherwise: ['system/Patient.rs', 'system/Coverage.rs'] },
  ],
  ['constructor/*.rs', 'system/*.rs', { missing: ['constructor/*.rs'], more: ['system/*.rs'] }],
])('%s granted as %s', (asked, granted, expected) => {
  expect(compareScopes(asked.split(' '), granted.split(' '))).toEqual({ ...nothing, ...expected });
});
