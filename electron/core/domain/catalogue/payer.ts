export const payerWords = {} as const;
