import type { CertificateWish, SubjectName } from '#core/domain/keys/certificate-wish.ts';
import { checkCertificateWish, checkRequestWish } from '#core/domain/keys/check-wish.ts';
import type { KeyRecord, TemplateId } from '#core/domain/keys/key-record.ts';
import { startingWish, templateOf, templates } from '#core/domain/keys/templates.ts';
import type { UsageName } from '#core/domain/keys/usages.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Problem } from '#core/domain/problem.ts';
import { say } from '#core/domain/texts.ts';

/** What is typed into the form, as it is typed; and the wish that it makes. */
export class WishForm {
  readonly #kind: string;
  template: TemplateId | null = $state.raw(null);
  readonly subject: SubjectName = $state() as SubjectName;
  /** Names with blanks between them: neither kind can have one in it. */
  uris = $state('');
  dnsNames = $state('');
  usages: UsageName[] = $state([]);
  days = $state('');
  #left = $state.raw<ReadonlySet<string>>(new Set());
  #showsAll = $state(false);
  #at = '';

  readonly wish: CertificateWish = $derived({
    subject: trimmed(this.subject),
    uris: listed(this.uris),
    dnsNames: listed(this.dnsNames),
    usages: [...this.usages],
    days: /^\s*\d+\s*$/.test(this.days) ? Number(this.days) : Number.NaN,
  });

  /** What the key’s last request asked for is asked for again. */
  constructor({ payer, key }: { payer: Pick<Payer, 'ref' | 'fields'>; key: KeyRecord }) {
    const { subject, usages, days } = startingWish(null, payer);
    const before = key.request ?? key.certificate;
    this.#kind = key.kind;
    this.subject = subject;
    this.usages = usages;
    this.days = String(days);
    this.uris = before?.uris.join(' ') ?? '';
    this.dnsNames = before?.dnsNames.join(' ') ?? '';
    if (key.request?.template) this.choose(key.request.template);
  }

  choose(id: string): void {
    this.template = templates.find((template) => template.id === id)?.id ?? null;
    if (this.template !== null) this.usages = [...templateOf(this.template).usages];
  }

  /** What the template needs, and what does not go with it. */
  advice(what: 'request' | 'certificate'): string | undefined {
    if (this.template === null) return undefined;
    const says = say(`template/${this.template}`);
    return templateOf(this.template).needsAuthority && what === 'certificate'
      ? `${says} Make a request for a CA instead.`
      : says;
  }

  problems(what: 'request' | 'certificate'): Problem[] {
    return what === 'request' ? checkRequestWish(this.wish, this.#kind) : checkCertificateWish(this.wish, this.#kind);
  }

  /** Problems are shown at a field that was left for another one, not while it is typed into for the first time. */
  isShown(id: string): boolean {
    return this.#showsAll || this.#left.has(id);
  }

  enter(id: string): void {
    if (this.#at !== id) this.#left = new Set([...this.#left, this.#at]);
    this.#at = id;
  }

  showAll(): void {
    this.#showsAll = true;
  }
}

function listed(text: string): string[] {
  return text.split(/\s+/).filter((name) => name !== '');
}

function trimmed(subject: SubjectName): SubjectName {
  return Object.fromEntries(Object.entries(subject).map(([name, text]) => [name, text.trim()])) as SubjectName;
}
