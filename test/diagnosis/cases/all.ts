import type { Case } from '../case.ts';
import { assertedCases } from './asserted.ts';
import { entraCases } from './entra.ts';
import { frontCases } from './in-front.ts';
import { providerCases } from './provider.ts';
import { reachedCases } from './reached.ts';
import { scopeCases } from './scopes.ts';
import { secretCases } from './secrets.ts';
import { trustedCases } from './trusted.ts';
import { unseenCases } from './unseen.ts';
import { usedCases } from './used.ts';

export const cases: readonly Case[] = [
  ...providerCases,
  ...assertedCases,
  ...entraCases,
  ...secretCases,
  ...scopeCases,
  ...trustedCases,
  ...frontCases,
  ...reachedCases,
  ...usedCases,
  ...unseenCases,
];
