/** @file The names of a certificate, and whether one lies in a subtree of names (RFC 5280 §4.2.1.6 and §4.2.1.10). */
import { nameOf } from './facts.ts';
import type { Certificate } from './facts.ts';
import type { Element } from './der.ts';
import { elementsOf, sequenceOf } from './der.ts';

export interface Name {
  /** The number of its choice in GeneralName. */
  readonly form: number;
  readonly content: Uint8Array;
  /** For a person. */
  readonly shown: string;
}

const EMAIL = 1;
const DNS = 2;
const DIRECTORY = 4;
const URI = 6;
const ADDRESS = 7;
const FORM = 0x1f;

/** Its subject, where it has one, and its alternative names. null: they cannot be read. */
export function namesOf(certificate: Certificate): Name[] | null {
  const subject = new Uint8Array(certificate.x509.subjectName.toArrayBuffer());
  const alternatives = certificate.x509.getExtension('2.5.29.17');
  const elements = alternatives === null ? [] : sequenceOf(new Uint8Array(alternatives.value));
  const parts = sequenceOf(subject);
  if (elements === null || parts === null) return null;
  const shown = nameOf(certificate.node.subject);
  return [
    ...(parts.length === 0 ? [] : [{ form: DIRECTORY, content: subject, shown }]),
    ...certificate.x509.subjectName
      .getField('E')
      .map((mail) => ({ form: EMAIL, content: Buffer.from(mail), shown: mail })),
    ...elements.map(generalName),
  ];
}

export function generalName({ tag, content }: Element): Name {
  const form = tag & FORM;
  const text = [EMAIL, DNS, URI].includes(form) ? textOf(content).slice(0, 300) : null;
  const shown = text ?? (form === ADDRESS ? 'an IP address' : `a name of form ${String(form)}`);
  return { form, content, shown };
}

/**
 * Whether a name lies in the subtree of a base of the same form. null: nobody can tell, because the form is not known here or
 * the name is not one that can be constrained. Then it counts neither as permitted nor as not excluded.
 */
export function liesIn({ form, content }: Name, base: Uint8Array): boolean | null {
  const [name, root] = [withoutDot(textOf(content)), textOf(base).toLowerCase()];
  if (form === URI) return ofHost(hostOf(textOf(content)), root);
  if (form === DNS) return root === '' || name === root || name.endsWith(root.startsWith('.') ? root : `.${root}`);
  if (form === EMAIL) return root.includes('@') ? isMailbox(content, base) : ofHost(name.split('@').at(-1) ?? '', root);
  if (form === DIRECTORY) return startsWith(content, base);
  return form === ADDRESS ? isInNetwork(content, base) : null;
}

/** A host is itself alone; with a dot before it, it is every one below. */
function ofHost(host: string | null, root: string): boolean | null {
  if (host === null) return null;
  return root === '' || (root.startsWith('.') ? host.endsWith(root) : host === root);
}

/** null: the URI has no host by name, and must be rejected where URIs are constrained (RFC 5280 §4.2.1.10). */
function hostOf(uri: string): string | null {
  if (!URL.canParse(uri)) return null;
  const host = withoutDot(new URL(uri).hostname);
  return host === '' || host.startsWith('[') || /^[\d.]+$/.test(host) ? null : host;
}

/** A dot at the end says that a name is whole: it is the same name. */
function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Hosts are the same in any case, what stands before them is not. */
function isMailbox(content: Uint8Array, base: Uint8Array): boolean {
  const [a = '', atA = ''] = textOf(content).split('@');
  const [b = '', atB = ''] = textOf(base).split('@');
  return a === b && atA.toLowerCase() === atB.toLowerCase();
}

function isInNetwork(address: Uint8Array, base: Uint8Array): boolean | null {
  if (address.length !== 4 && address.length !== 16) return null;
  const mask = base.subarray(address.length);
  if (base.length !== address.length * 2) return false;
  return address.every((byte, at) => (byte & (mask[at] ?? 0)) === ((base[at] ?? 0) & (mask[at] ?? 0)));
}

/** Names of directories are trees: the parts of the root come first. */
function startsWith(name: Uint8Array, root: Uint8Array): boolean | null {
  const [parts, start] = [partsOf(name), partsOf(root)];
  return parts === null || start === null ? null : start.every((part, at) => parts[at] === part);
}

function partsOf(name: Uint8Array): string[] | null {
  const sets = sequenceOf(name);
  const parts = sets?.map(({ content }) => partOf(content));
  return parts === undefined || parts.includes(null) ? null : (parts as string[]);
}

/** A SET of types and values, as a text that is the same for all that count as the same. */
function partOf(set: Uint8Array): string | null {
  const attributes = elementsOf(set)?.map(({ content }) => {
    const [type, value, ...others] = elementsOf(content) ?? [];
    return type === undefined || value === undefined || others.length > 0
      ? null
      : `${Buffer.from(type.content).toString('hex')}=${comparable(value)}`;
  });
  return attributes === undefined || attributes.includes(null) ? null : attributes.toSorted().join('+');
}

const UTF8 = 0x0c;
const BMP = 0x1e;
/** Printable, teletex and IA5 strings: as good as Latin-1. */
const latin = [0x13, 0x14, 0x16];

/** RFC 5280 §7.1: case and the number of spaces do not count, nor does the type of the string. */
function comparable({ tag, content }: Element): string {
  const text = stringOf({ tag, content });
  if (text === null) return `#${String(tag)}:${Buffer.from(content).toString('hex')}`;
  return JSON.stringify(text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase());
}

function stringOf({ tag, content }: Element): string | null {
  if (tag === UTF8) return Buffer.from(content).toString('utf8');
  if (tag === BMP) return content.length % 2 === 0 ? Buffer.from(content).swap16().toString('utf16le') : null;
  return latin.includes(tag) ? textOf(content) : null;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
