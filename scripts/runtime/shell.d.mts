import type { Runtime } from '../runtime.d.mts';

export function electronShell(runtime: Runtime): Promise<string>;
