/** What a signature stands for. */
export const roles = ['author', 'reviewer', 'approver'] as const;
export type Role = (typeof roles)[number];
