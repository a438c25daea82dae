export const storeWords = {} as const;
