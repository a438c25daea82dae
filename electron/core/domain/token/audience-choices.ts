/** @file Apart from `audience.ts`, for the window: a fault knows every word there is. */

export const audienceChoices = ['token-endpoint', 'issuer', 'own-text'] as const;
export type AudienceChoice = (typeof audienceChoices)[number];
