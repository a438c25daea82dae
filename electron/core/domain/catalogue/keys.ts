export const keyWords = {} as const;
