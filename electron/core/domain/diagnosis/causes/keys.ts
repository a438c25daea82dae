/** @file The key that signed, and the one they verify with. */
import { algorithmFor } from '../../token/algorithm.ts';
import { valueOf } from '../../payer/payer.ts';
import { cannotBe, cause, fits, notAbout, possible, ruledOut } from '../cause.ts';
import { shownTime } from '../history.ts';
import { again, ask, change, go } from '../remedies.ts';
import type { Seen } from '../seen.ts';
import { answerInWords } from '../seen.ts';
import { ofAssertion } from './refusal.ts';

const at = ['refused'] as const;
const DAY = 86_400_000;

export const keyCauses = [
  cause({
    code: 'cause/kid-mismatch',
    subject: 'Key id',
    at,
    effort: 1,
    signs: ['kid'],
    rests: ['signingKey'],
    says: 'The Source Payer keeps our key under another id than “{kid}”.',
    hint: 'Where a key is uploaded, some servers give it an id of their own: type that one as the key’s id in Keys. Two keys with one id are refused too.',
    weighs: ofAssertion((seen) => {
      const { key } = seen;
      const isOwn = key !== null && key.kid !== key.thumbprint;
      return possible(
        isOwn ? `The id “${key.kid}” was chosen by a person.` : 'The id is the thumbprint of the key (RFC 7638).',
      );
    }),
    remedy: () => go('keys', 'Compare the key’s id'),
  }),
  cause({
    code: 'cause/key-not-registered',
    subject: 'Key',
    at,
    effort: 2,
    signs: ['kid'],
    rests: ['signingKey'],
    comesByItself: true,
    says: 'The Source Payer does not have our public key, or has another one.',
    hint: 'Send them the key set again, with the id and the thumbprint of the key.',
    weighs: ofAssertion((seen) =>
      wantsThumbprint(seen) ? cannotBe : possible(...keyDates(seen), answerInWords(seen)),
    ),
    remedy: (seen) =>
      ask(seen, 'Which of our public keys do you have for this client? Ours is below; please load it if it differs.', {
        keys: true,
      }),
  }),
  cause({
    code: 'cause/key-set-cached',
    subject: 'Cache of keys',
    at,
    effort: 3,
    signs: ['kid'],
    comesByItself: true,
    says: 'The Source Payer verifies with a copy of our key set that is older than the key.',
    hint: 'Servers keep key sets for minutes to a day. Wait, or ask them to load the set anew.',
    weighs: ofAssertion((seen) => {
      if (!hadOther(seen) || wantsThumbprint(seen)) return cannotBe;
      const age = ageOfKey(seen);
      if (age === null) return notAbout;
      return age < DAY ? possible(...keyDates(seen)) : ruledOut(`The key signs since ${shownTime(since(seen))}.`);
    }),
    remedy: () => again('Wait an hour, and try again'),
  }),
  cause({
    code: 'cause/key-set-unreachable',
    subject: 'Our key set',
    at,
    effort: 2,
    comesByItself: true,
    says: 'The Source Payer cannot read our key set from its address.',
    hint: 'The address that was registered has to answer with JSON, over https with a whole certificate chain, to whoever asks.',
    weighs: ofAssertion((seen) =>
      valueOf(seen.payer, 'assertionJku') === ''
        ? notAbout
        : possible(`The assertion names ${valueOf(seen.payer, 'assertionJku')}.`),
    ),
    remedy: (seen) =>
      ask(
        seen,
        'What does your server say when it loads our key set? If it cannot, please take the set below by hand.',
        { keys: true },
      ),
  }),
  cause({
    code: 'cause/key-alg-mismatch',
    subject: 'Algorithm of the key',
    at,
    effort: 1,
    signs: ['alg'],
    rests: ['assertionAlgorithm'],
    says: 'Our key stands there with another algorithm than {algorithm}.',
    hint: 'A key set names one algorithm for each key (“alg”), and strict servers take no other. Sign with the one that was sent, or send the set anew.',
    weighs: ofAssertion((seen) => {
      const { key, words } = seen;
      if (key === null) return notAbout;
      return key.algorithm === words.algorithm
        ? ruledOut(`The assertion is signed with ${words.algorithm}, as the key set says.`)
        : possible(
            `The key set may say ${key.algorithm}, the usual one of such a key, and ${words.algorithm} was used.`,
          );
    }),
    remedy: (seen) => {
      const { key } = seen;
      const usual =
        key === null
          ? null
          : change(seen, `Sign with ${key.algorithm} and test again`, { assertionAlgorithm: key.algorithm });
      return (
        usual ??
        ask(
          seen,
          `With which “alg” does our key stand in your copy of our key set? We sign with ${seen.words.algorithm}.`,
          { keys: true },
        )
      );
    },
  }),
  cause({
    code: 'cause/algorithm-not-taken',
    subject: 'Algorithm',
    at,
    effort: 0,
    signs: ['alg'],
    rests: ['assertionAlgorithm'],
    says: 'The server does not take {algorithm}.',
    hint: 'SMART servers take RS384 or ES384, FAPI ones PS256 or ES256. Smile CDR has to sign with the same.',
    weighs: ofAssertion((seen) => {
      const accepted = seen.listed('tokenEndpointAuthSigningAlgs');
      const { algorithm } = seen.words;
      if (accepted.length === 0) return possible('The documents do not say which are taken.');
      return accepted.includes(algorithm)
        ? ruledOut(`The documents list ${algorithm}.`)
        : fits(`The documents list ${accepted.join(', ')}.`);
    }),
    remedy: (seen) => {
      const other = otherAlgorithm(seen);
      return other === null
        ? ask(
            seen,
            `Which algorithms do you take for client assertions? Our key can sign with ${seen.key?.algorithms.join(', ') ?? 'none'}.`,
          )
        : change(seen, `Sign with ${other} and test again`, { assertionAlgorithm: other });
    },
  }),
];

/** The first that key and documents have in common, and that was not used; without a list, the one that SMART wants. */
function otherAlgorithm({ key, payer, words, listed }: Seen): string | null {
  if (key === null) return null;
  const accepted = listed('tokenEndpointAuthSigningAlgs');
  const wanted = accepted.length === 0 ? ['RS384', 'ES384', 'RS256', 'ES256', 'PS256'] : accepted;
  const candidates = [algorithmFor(payer, key), ...key.algorithms];
  return candidates.find((algorithm) => algorithm !== words.algorithm && wanted.includes(algorithm)) ?? null;
}

/** Whether another key signed before: without one there is no older set that could have been kept. */
function hadOther({ payer, key }: Seen): boolean {
  const before = payer.tries.map(({ settings }) => settings['signingKey'] ?? '').filter((kid) => kid !== '');
  return payer.keys.length > 1 || before.some((kid) => kid !== key?.kid);
}

/** It says that it looks for a thumbprint, and none was sent: whether it has the key cannot be told then. */
function wantsThumbprint({ telling, assertion }: Seen): boolean {
  const isSent = assertion?.header['x5t'] !== undefined || assertion?.header['x5t#S256'] !== undefined;
  return telling('cause/certificate-thumbprint-wanted') !== null && !isSent;
}

function since({ key }: Seen): string {
  return key === null ? '' : (key.signsSince ?? '') || key.createdAt;
}

function ageOfKey(seen: Seen): number | null {
  const at = Date.parse(since(seen));
  return Number.isNaN(at) ? null : seen.now.getTime() - at;
}

function keyDates(seen: Seen): string[] {
  return since(seen) === '' ? [] : [`The key signs since ${shownTime(since(seen))}.`];
}
