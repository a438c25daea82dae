/** @file The curl command by which a colleague on the network captures documents for a machine that may not go out. */
import type { Place } from './well-known.ts';

/** The first line of a capture, and what its end lines name: no document can know it, so none can forge an end. */
export const captureStart = '=== capture ';
export const captureEnd = '=== end of ';

export interface RecipeWish {
  readonly places: readonly Pick<Place, 'address'>[];
  readonly file: string;
  /** Random: letters and digits. */
  readonly token: string;
}

/**
 * Two lines for sh, zsh, cmd and PowerShell: double quotes only, and nothing in an address that they would read. (Windows
 * PowerShell 5 calls another program curl: there it is curl.exe.)
 */
export function curlRecipe({ places, file, token }: RecipeWish): string {
  const addresses = places.map(({ address }) => `"${address.replaceAll(/["$`\\%!]/g, percentOf)}"`);
  const options = [
    '-sS -i --globoff --proto "=https" --max-time 20',
    '-H "Accept: application/json"',
    `-w "\\n${captureEnd}${token} %{url_effective}\\n"`,
  ];
  return [`echo "${captureStart}${token}" > ${file}`, ['curl', ...options, ...addresses, '>>', file].join(' ')].join(
    '\n',
  );
}

/** A percent sign of the address itself is doubled for no shell alike, so it stays: cmd reads it in scripts only. */
function percentOf(sign: string): string {
  return sign === '%' ? sign : `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
