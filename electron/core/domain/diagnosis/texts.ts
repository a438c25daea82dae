/**
 * @file What servers say when they refuse, as they really say it, and which causes that names. (1) No sentence here was made up:
 * each was read in the sources or the manual of the server it is named after, and stands as a row in the tests.
 */
import type { Page } from './page.ts';
import { quoted } from './page.ts';
import type { Phase, Telling } from './seen.ts';
import { gatewayTexts } from './texts/of-gateways.ts';
import { libraryTexts } from './texts/of-libraries.ts';
import { identityTexts } from './texts/of-identity-servers.ts';
import { smartTexts } from './texts/of-smart-servers.ts';
import { meaningOfWords } from './texts/of-words.ts';
import type { ServerText } from './texts/server-text.ts';

export const serverTexts: readonly ServerText[] = [...smartTexts, ...identityTexts, ...libraryTexts, ...gatewayTexts];

interface Said {
  readonly error: string;
  readonly description: string;
  readonly uri: string;
  readonly page: Page;
  readonly phase: Phase;
}

/** For each cause that the answer names: the sentence, and whether that sentence leaves others open. The first text that fits counts, then single words. */
export function tellings({ error, description, uri, page, phase }: Said): ReadonlyMap<string, Telling> {
  if (phase !== 'refused' && phase !== 'answering') return new Map();
  const challenge = page.headers['www-authenticate'] ?? '';
  const places = [description, unescaped(uri), challenge, page.title, page.text].filter((text) => text !== '');
  for (const { pattern, means, error: only } of serverTexts) {
    if (only !== undefined && only !== error) continue;
    for (const place of places) {
      const found = pattern.exec(place);
      if (found === null) continue;
      // Of a whole page, what was recognised and no more.
      const quote = `The answer says ${quoted(place === page.text ? found[0] : place)}.`;
      return new Map(means.map((code) => [code, { quote, alone: means.length === 1 }]));
    }
  }
  const quote = `The answer says ${quoted(description)}.`;
  const means = meaningOfWords({ error, description });
  return new Map(means.map((code) => [code, { quote, alone: means.length === 1 }]));
}

/** A URN inside of an address comes with its colons escaped. */
function unescaped(uri: string): string {
  return uri.replaceAll(/%3a/gi, ':').replaceAll(/%20|\+/g, ' ');
}
