import type { Page } from 'playwright';

/** What does not fit its place: the page itself must not scroll, and neither the step nor the panel sideways. */
export async function overflows(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const root = document.scrollingElement;
    const found = [];
    if (root.scrollWidth > root.clientWidth) found.push('the page is too wide');
    if (root.scrollHeight > root.clientHeight) found.push('the page is too high');
    for (const [selector, words] of [['main', 'the step'], ['.panel-body', 'the panel']])
      for (const part of document.querySelectorAll(selector))
        if (part.scrollWidth > part.clientWidth) found.push(words + ' is too wide');
    return found;
  })()`);
}
