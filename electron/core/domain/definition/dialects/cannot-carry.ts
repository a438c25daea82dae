import type { ServerDefinition } from '../server-definition.ts';

/** Members of a definition that a dialect has no place for, each with the reason: shown beside the dialect. */
export type CannotCarry = Partial<Record<keyof ServerDefinition, string>>;
