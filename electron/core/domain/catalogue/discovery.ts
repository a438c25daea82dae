export const discoveryWords = {} as const;
