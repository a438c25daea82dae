/** @file What earlier tries tell about a cause: the same answer after a change speaks against it, a token got otherwise for it. */
import type { FieldName } from '../payer/fields.ts';
import { fields } from '../payer/fields.ts';
import type { Payer } from '../payer/payer.ts';
import type { Try } from '../token/report.ts';
import { testedSettings } from '../token/settings.ts';
import type { Cause, Look } from './cause.ts';
import { fits, ruledOut, told } from './cause.ts';
import type { Remedy } from './diagnosis.ts';
import { change } from './remedies.ts';
import type { Seen } from './seen.ts';

export interface Weighed {
  readonly look: Look;
  readonly remedy: Remedy | null;
}

/** More settings than this at once and nobody can say which of them it was. */
const FEW = 2;

/** Only what was guessed is weighed again: what the other side says itself, or what is proven, stands. */
export function inLightOfTries(cause: Cause, seen: Seen, weighed: Weighed): Weighed {
  const { look } = weighed;
  if (look.is !== 'possible' && look.is !== 'fits') return weighed;
  return (
    afterSameSettings(cause, seen, weighed) ?? afterOtherSettings(cause, seen, weighed) ?? afterRemedy(seen, weighed)
  );
}

/** With these very settings a token was given before: what rests on a setting is not it, what begins by itself is likelier. */
function afterSameSettings(cause: Cause, seen: Seen, { look, remedy }: Weighed): Weighed | null {
  const settings = testedSettings(seen.payer);
  const before = granted(seen).find((each) => differing(each.settings, settings).length === 0);
  if (before === undefined) return null;
  const says = `The same settings got a token on ${shownTime(before.at)}`;
  if (cause.comesByItself) return { look: fits(`${says}.`, ...evidenceOf(look)), remedy };
  return cause.rests.length === 0 ? null : { look: ruledOut(`${says}.`), remedy: null };
}

/** With a few other settings one was given: the difference is told, and going back to it is the remedy. */
function afterOtherSettings(cause: Cause, seen: Seen, { look, remedy }: Weighed): Weighed | null {
  const settings = testedSettings(seen.payer);
  const before = granted(seen).at(-1);
  if (before === undefined) return null;
  const names = differing(before.settings, settings);
  const ours = names.filter((name) => cause.rests.includes(name));
  if (ours.length === 0) return null;
  const shown = ours.map((name) => `${labelOf(name)} ${before.settings[name] || '(none)'}`).join(', ');
  const says = `A token was granted on ${shownTime(before.at)} with ${shown}.`;
  const back = change(
    seen,
    `Go back to ${shown}`,
    Object.fromEntries(ours.filter(isField).map((name) => [name, before.settings[name] ?? ''])),
  );
  return { look: (names.length <= FEW ? told : fits)(says, ...evidenceOf(look)), remedy: back ?? remedy };
}

/** What the remedy would change was tried already, and nothing else was different: the answer was the same. */
function afterRemedy(seen: Seen, weighed: Weighed): Weighed {
  const { remedy } = weighed;
  if (remedy?.is !== 'change') return weighed;
  const wanted = testedSettings(changed(seen.payer, remedy.fields));
  const tried = seen.payer.tries.findLast(
    ({ outcome, says, settings }) =>
      outcome !== 'granted' &&
      outcome !== 'cancelled' &&
      says === saysNow(seen) &&
      differing(settings, wanted).length === 0,
  );
  if (tried === undefined) return weighed;
  return { look: ruledOut(`Tried on ${shownTime(tried.at)}, with the same answer.`), remedy: null };
}

function granted({ payer }: Seen): Try[] {
  return payer.tries.filter(({ outcome }) => outcome === 'granted');
}

function differing(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => (one[name] ?? '') !== (other[name] ?? ''),
  );
}

function changed(payer: Payer, values: Readonly<Record<string, string>>): Payer {
  const typed = Object.entries(values).map(([name, value]) => [name, { value, from: ['typed'] }]);
  return { ...payer, fields: { ...payer.fields, ...(Object.fromEntries(typed) as Payer['fields']) } };
}

/** As the log of tries has it: see `runTest`. */
function saysNow({ answer }: Seen): string {
  if (answer.is === 'refused') return answer.error;
  return answer.answer === null ? answer.code : `status ${String(answer.answer.status)}`;
}

export function evidenceOf(look: Look): readonly string[] {
  return 'evidence' in look ? look.evidence : [];
}

const otherLabels: Readonly<Record<string, string>> = {
  signingKey: 'the key',
  secretSince: 'the secret of',
  clientKey: 'the client certificate of key',
};

function labelOf(name: string): string {
  return isField(name) ? fields[name].label : (otherLabels[name] ?? name);
}

function isField(name: string): name is FieldName {
  return Object.hasOwn(fields, name);
}

export function shownTime(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
