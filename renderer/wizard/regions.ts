/** Moves the focus to the next region that stands on the screen: steps, work, findings, actions. */
export function moveRegion(direction: -1 | 1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const next = here < 0 ? regions[0] : regions[(here + direction + regions.length) % regions.length];
  (next?.querySelector<HTMLElement>('[data-region-start]') ?? next)?.focus();
}
