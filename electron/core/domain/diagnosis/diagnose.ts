import { fillWords } from '../words.ts';
import type { Cause, Look } from './cause.ts';
import { told } from './cause.ts';
import { causes, fallback } from './causes/table.ts';
import type { Diagnosis, LikelyCause, Strength } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import type { Weighed } from './history.ts';
import { evidenceOf, inLightOfTries } from './history.ts';
import type { Candidate } from './rank.ts';
import { rank } from './rank.ts';
import type { Seen } from './seen.ts';
import { see } from './seen.ts';

/** From what was seen to ranked causes. It never asks the payer anything. */
export function diagnose(evidence: Evidence): Diagnosis {
  const seen = see(evidence);
  if (seen.phase === 'granted') return { groups: [], ruledOut: [] };
  // A framework's own answer is none of OAuth, and may still name what was wrong.
  const isAbout = ({ at, code }: Cause) => at.includes(seen.phase) || seen.telling(code) !== null;
  const weighed = causes.filter(isAbout).map((cause) => ({ cause, ...weigh(cause, seen) }));
  const likely = weighed.flatMap(({ cause, look, remedy }) => candidate(cause, seen, { look, remedy }));
  return {
    groups: rank(likely.length === 0 ? candidate(fallback, seen, weigh(fallback, seen)) : likely),
    ruledOut: onlyOnce(
      weighed.flatMap(({ cause: { code, subject }, look }) =>
        look.is === 'ruled-out' ? [{ code, says: subject, because: look.because }] : [],
      ),
    ),
  };
}

function weigh(cause: Cause, seen: Seen): Weighed {
  const look = inTheirWords(cause, seen);
  const isLikely = 'evidence' in look;
  return inLightOfTries(cause, seen, { look, remedy: isLikely ? cause.remedy(seen) : null });
}

/** What the other side names itself is told, unless what is known here forbids it; of several that it names, also unless ruled out. */
function inTheirWords(cause: Cause, seen: Seen): Look {
  const look = cause.weighs(seen);
  const telling = seen.telling(cause.code);
  if (telling === null || look.is === 'cannot-be' || look.is === 'proven') return look;
  if (look.is === 'ruled-out' && !telling.alone) return look;
  return told(telling.quote, ...evidenceOf(look));
}

function candidate(cause: Cause, seen: Seen, { look, remedy }: Weighed): Candidate[] {
  if (!('evidence' in look)) return [];
  return [
    { effort: cause.effort, cause: likelyCause(cause, seen, { strength: look.is, evidence: look.evidence, remedy }) },
  ];
}

function likelyCause(
  cause: Cause,
  seen: Seen,
  { strength, evidence, remedy }: { strength: Strength; evidence: readonly string[]; remedy: LikelyCause['remedy'] },
): LikelyCause {
  const details = Object.entries({ ...seen.words, ...cause.details(seen) });
  const words = fillWords(cause, Object.fromEntries(details.map(([name, value]) => [name, clip(value)])));
  return { code: cause.code, ...words, strength, signs: [...cause.signs], evidence: [...evidence], remedy };
}

/** More of a stranger's value than this nobody reads in a sentence. */
const LONGEST = 300;

function clip(value: string): string {
  return value.length <= LONGEST ? value : `${value.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Two causes of one subject with one reason are said once: a clock is neither ahead nor behind. */
function onlyOnce(all: Diagnosis['ruledOut']): Diagnosis['ruledOut'] {
  const keyOf = ({ says, because }: { says: string; because: string }) => `${says}\n${because}`;
  return all.filter((one, index) => all.findIndex((other) => keyOf(other) === keyOf(one)) === index);
}
