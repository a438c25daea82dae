import type { PayerRef } from '../payer/payer.ts';
import { adminApiCannotCarry, writeAdminApi } from './dialects/admin-api.ts';
import type { CannotCarry } from './dialects/cannot-carry.ts';
import { seedFileCannotCarry, writeSeedFile } from './dialects/seed-file.ts';
import { tutorialCannotCarry, writeTutorial } from './dialects/tutorial.ts';
import type { Dialect, ServerDefinition } from './server-definition.ts';

export const cannotCarry: Readonly<Record<Dialect, CannotCarry>> = {
  'admin-api': adminApiCannotCarry,
  'seed-file': seedFileCannotCarry,
  tutorial: tutorialCannotCarry,
};

/** A definition in a dialect, as it is shown, bundled and printed: two spaces, LF, a final line end. */
export function dialectText(definition: ServerDefinition, dialect: Dialect, ref: PayerRef): string {
  return `${JSON.stringify(dialectValue(definition, dialect, ref), null, 2)}\n`;
}

function dialectValue(definition: ServerDefinition, dialect: Dialect, ref: PayerRef): unknown {
  switch (dialect) {
    case 'admin-api':
      return writeAdminApi(definition);
    case 'seed-file':
      return writeSeedFile(definition, ref);
    case 'tutorial':
      return writeTutorial(definition);
  }
}
