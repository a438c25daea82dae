export const bundleWords = {} as const;
