import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/** WCAG 2.2 A and AA, and what axe calls best practice. Each violation as `rule: element`. */
export async function violations(page: Page): Promise<string[]> {
  // The legacy way runs in the page itself: Electron cannot open the blank page that the other way wants.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
