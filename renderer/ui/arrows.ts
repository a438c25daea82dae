/** The neighbour that an arrow key leads to in a row of equals, round the ends; undefined for any other key. */
export function nextByArrow<Id extends string>(ids: readonly Id[], chosen: Id, key: string): Id | undefined {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (key === 'Home') return ids[0];
  if (key === 'End') return ids.at(-1);
  if (step === undefined) return undefined;
  return ids[(ids.indexOf(chosen) + step + ids.length) % ids.length];
}
