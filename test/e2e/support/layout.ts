import type { Page } from 'playwright';

/** What does not fit its place: the page itself must not scroll, and the step not sideways. */
export async function overflows(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const root = document.scrollingElement;
    const found = [];
    if (root.scrollWidth > root.clientWidth) found.push('the page is too wide');
    if (root.scrollHeight > root.clientHeight) found.push('the page is too high');
    for (const main of document.querySelectorAll('main'))
      if (main.scrollWidth > main.clientWidth) found.push('the step is too wide');
    return found;
  })()`);
}
