/** For the tests, which are TypeScript: scripts run before anything is installed, and are not. */
export interface Runtime {
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
  readonly isFallback: boolean;
}

export function electronRuntime(wish?: { release?: boolean }): Promise<Runtime>;
