export const pushWords = {} as const;
