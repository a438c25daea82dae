/** @file What came of the cases, as figures. */

export interface Outcome {
  readonly family: string;
  readonly name: string;
  readonly truth: string;
  /** The codes of the group that is ranked first. */
  readonly first: readonly string[];
  /** Whether the remedy of the true cause brought a token; null: it is none that changes settings. */
  readonly remedied: boolean | null;
}

export interface Figures {
  readonly cases: number;
  readonly families: number;
  /** Those with the true cause in the first group. */
  readonly right: number;
  readonly mean: number;
  readonly median: number;
  /** Those with the true cause alone in it. */
  readonly unique: number;
  readonly remedies: number;
  readonly remedied: number;
}

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const sizes = outcomes.map(({ first }) => first.length).sort((one, other) => one - other);
  const right = outcomes.filter(({ first, truth }) => first.includes(truth));
  return {
    cases: outcomes.length,
    families: new Set(outcomes.map(({ family }) => family)).size,
    right: right.length,
    mean: sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length),
    median: sizes[Math.floor(sizes.length / 2)] ?? 0,
    unique: right.filter(({ first }) => first.length === 1).length,
    remedies: outcomes.filter(({ remedied }) => remedied !== null).length,
    remedied: outcomes.filter(({ remedied }) => remedied === true).length,
  };
}

/** For a person, and for whoever quotes the figures. */
export function shown(outcomes: readonly Outcome[]): string {
  const { cases, families, right, mean, median, unique, remedies, remedied } = figuresOf(outcomes);
  const head = [
    `${String(cases)} cases, ${String(families)} families`,
    `the true cause in the first group: ${String(right)}`,
    `size of the first group: mean ${mean.toFixed(2)}, median ${String(median)}, one cause alone ${String(unique)}`,
    `remedies by one click: ${String(remedies)}, with a token after it: ${String(remedied)}`,
  ];
  const lines = outcomes.map(({ family, name, truth, first, remedied: came }) => {
    const mark = first.includes(truth) ? (came === false ? 'no token' : 'right') : 'WRONG';
    return `${mark}\t${String(first.length)}\t${family}: ${name}\t${truth}\t${first.join(' ')}`;
  });
  return [...head, '', ...lines, ''].join('\n');
}
