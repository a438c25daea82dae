/** @file What a rule is. All of them stand in `table.ts`, from which `docs/findings.md` is made. */
import type { DetailsOf, Words } from '../../words.ts';
import { fillWords } from '../../words.ts';
import type { Compared, DocumentKind, Finding, Gate, Severity } from '../finding.ts';

/** One place at which a rule found what it looks for. */
export interface Found<Details = Readonly<Record<string, string>>> {
  /** The member of the document; '' where it is about none. */
  readonly member: string;
  readonly details: Details;
  readonly compared?: Compared;
  /** Where the section differs from kind to kind: the kind of the document. */
  readonly kind?: DocumentKind;
}

/** Of words without slots. */
export type NoDetails = Readonly<Record<string, never>>;

/** One rule for all kinds of documents, or one for each. */
export type Section = string | Readonly<Partial<Record<DocumentKind, string>>>;

/** One judgement: a small function that finds, and everything that is said of what it finds. */
export interface Rule<Subject> extends Words {
  readonly code: string;
  readonly severity: Severity;
  readonly gate: Gate;
  readonly section: Section;
  /** Never throws, whatever a stranger wrote. */
  readonly finds: (subject: Subject) => readonly Found[];
}

interface Given<Subject, W extends Words> {
  readonly code: string;
  readonly severity: Severity;
  readonly gate?: Gate;
  readonly section: Section;
  readonly says: W['says'];
  readonly hint: W['hint'];
  readonly finds: (subject: Subject) => readonly Found<DetailsOf<W>>[];
}

/** Names the subject first, so that the slots of the words can be read off them: `rulesOf<ReadDocument>()({…})`. */
export function rulesOf<Subject>() {
  // The two texts are inferred, so that a detail that is forgotten does not compile.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  return <const S extends string, const H extends string>(
    given: Given<Subject, { says: S; hint: H }>,
  ): Rule<Subject> => ({ gate: 'open', ...given });
}

/** What the rules find in a subject, in their order. */
export function apply<Subject>(rules: readonly Rule<Subject>[], subject: Subject): Finding[] {
  return rules.flatMap((rule) => rule.finds(subject).map((found) => findingOf(rule, found)));
}

function findingOf(
  { code, severity, gate, section, ...words }: Rule<never>,
  { member, details, compared, kind }: Found,
): Finding {
  const clipped = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, clip(value)]));
  const rule = typeof section === 'string' ? section : ((kind && section[kind]) ?? Object.values(section)[0] ?? '');
  return { code, severity, member, ...fillWords(words, clipped), rule, gate, ...(compared ? { compared } : {}) };
}

/** More of a value than this nobody reads in a sentence; a document may hold a mebibyte in one. */
const LONGEST_QUOTED = 300;

/** Whole characters, and how long it was: two long values do not become one by their beginnings alone. */
function clip(value: string): string {
  if (value.length <= LONGEST_QUOTED) return value;
  const start = value.slice(0, LONGEST_QUOTED).replace(/[\uD800-\uDBFF]$/, '');
  return `${start}… (${String(value.length)} characters)`;
}
