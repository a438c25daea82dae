interface System {
  readonly platform: string;
  readonly arch: string;
}
export const root: string;
export function fingerprint(texts: readonly string[], system?: System): string;
export function nodePackage(system?: System): string;
export function npmPackagesAreThere(): boolean;
export function installNpmPackages(): Promise<void>;
