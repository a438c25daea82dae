import type { Code, Details } from '../domain/catalogue.ts';
import { explain } from '../domain/catalogue.ts';

/** Why no usable answer came from an address, in words. The adapter’s codes are those of the catalogue; each takes some of these details. */
export function explainUnanswered({ code, detail }: { code: string; detail: string }, address: string) {
  const details = { host: new URL(address).host, address, detail, reason: detail } as unknown as Details<Code>;
  return explain(code as Code, details);
}
