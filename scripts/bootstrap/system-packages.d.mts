interface SystemPackage {
  readonly name: string;
  readonly for: string;
  readonly isThere: () => boolean;
}
export function missingFor(purposes: readonly string[], known?: readonly SystemPackage[]): string[];
export function ensureSystemPackages(purposes: readonly string[]): Promise<void>;
