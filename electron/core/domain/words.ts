/** @file Words with slots: “The issuer {issuer} is not https.” A detail that is forgotten does not compile. */

export type Slots<S extends string> = S extends `${string}{${infer Slot}}${infer Rest}` ? Slot | Slots<Rest> : never;

/** `says` is what is wrong, `hint` is what to do next. */
export interface Words {
  readonly says: string;
  readonly hint: string;
}

/** The details that words need. */
export type DetailsOf<W extends Words> = { readonly [K in Slots<W['says']> | Slots<W['hint']>]: string };

export function fillWords({ says, hint }: Words, details: Readonly<Record<string, string>>): Words {
  return { says: fillText(says, details), hint: fillText(hint, details) };
}

/** A slot without its detail stays as it is. */
export function fillText(text: string, details: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (slot, name: string) =>
    Object.hasOwn(details, name) ? (details[name] ?? slot) : slot,
  );
}
