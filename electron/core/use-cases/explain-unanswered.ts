import { causes, isCause } from '../domain/discovery/causes.ts';
import type { Code, Details } from '../domain/catalogue.ts';
import { explain } from '../domain/catalogue.ts';
import type { Words } from '../domain/words.ts';
import { fillWords } from '../domain/words.ts';

/** Why no usable answer came from an address, in words. The adapter’s codes are those of the causes and of the catalogue; each takes some of these details. */
export function explainUnanswered({ code, detail }: { code: string; detail: string }, address: string): Words {
  const details = { host: new URL(address).host, address, detail, reason: detail };
  return isCause(code) ? fillWords(causes[code], details) : explain(code as Code, details as unknown as Details<Code>);
}
