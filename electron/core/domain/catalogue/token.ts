export const tokenWords = {} as const;
