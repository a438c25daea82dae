/** One sentence of a server, as narrow as it has to be to be told from others. */
export interface ServerText {
  /** Whose it is, for a reader of the table. */
  readonly of: string;
  readonly pattern: RegExp;
  /** Codes of causes: it names one of these and no other. */
  readonly means: readonly string[];
  /** Only beside this error: where a server uses one sentence for two. */
  readonly error?: string;
}

/** A row for each. */
export function textsOf(
  of: string,
  rows: readonly (readonly [RegExp, readonly string[], string?])[],
): readonly ServerText[] {
  return rows.map(([pattern, means, error]) => ({ of, pattern, means, ...(error === undefined ? {} : { error }) }));
}

export const audience = ['cause/audience-issuer-wanted', 'cause/audience-endpoint-wanted', 'cause/audience-spelling'];
/** The key that signed is not the one they verify with. */
export const key = ['cause/key-not-registered', 'cause/key-set-cached'];
/** No key of theirs has our kid. */
export const keyId = ['cause/kid-mismatch', ...key];
export const clock = ['cause/clock-behind', 'cause/clock-ahead'];
export const scope = [
  'cause/scope-version',
  'cause/pdex-scope-spelling',
  'cause/openid-scope',
  'cause/scope-for-a-person',
  'cause/scope-not-registered',
];
export const client = ['cause/client-unknown', 'cause/client-other-environment', 'cause/client-not-active'];
export const secret = ['cause/secret-wrong', 'cause/basic-encoding', 'cause/secret-expired'];
