/** @file A chain from a certificate to a chosen anchor: every way is tried, for an authority may have several certificates (RFC 4158 §2.4). */
import type { Chain } from '#core/domain/discovery/signed-metadata.ts';
import { bytesOf, splitPem } from '#core/domain/keys/pem.ts';
import type { Certificate } from './facts.ts';
import { issuerAddressesOf, nameOf, openCertificate } from './facts.ts';
import { isSelfIssued } from './name-constraints.ts';
import { flawOf, hasUsage, told } from './path.ts';

const LONGEST = 9;
/** Certificates that could all follow each other have more orders than there is time. */
const MOST_STEPS = 300;
const DIGITAL_SIGNATURE = 1;

export interface Path {
  readonly chain: Chain;
  /** From the leaf to the anchor; empty unless it is trusted. */
  readonly path: readonly Certificate[];
}

export async function buildChain(given: {
  leaf: Certificate;
  others: readonly Certificate[];
  anchors: readonly string[];
  now: Date;
}): Promise<Path> {
  const { leaf, now } = given;
  const anchors = (await Promise.all(given.anchors.map(openPem))).filter((anchor) => anchor !== null);
  const failed = (chain: Chain): Path => ({ chain, path: [] });
  if (!hasUsage(leaf, DIGITAL_SIGNATURE)) return failed(told('not-for-signing', leaf));
  if (anchors.length === 0) return failed(told('no-anchor', leaf));

  const known = distinct([...anchors, leaf, ...given.others]);
  const search = new Search(known, (certificate) => anchors.some((anchor) => isSame(anchor, certificate)));
  let flaw: Chain | null = null;
  for (const path of search.pathsFrom([leaf])) {
    const own = flawOf(path, now);
    if (own === null) return { chain: told('trusted', path.at(-1) ?? leaf), path };
    flaw ??= own;
  }
  // A way that leads to an anchor and does not hold tells more than one that leads nowhere.
  return failed(flaw ?? deadEnd(search.furthest.at(-1) ?? leaf, known));
}

class Search {
  readonly #known: readonly Certificate[];
  readonly #isAnchor: (certificate: Certificate) => boolean;
  readonly #issuers = new Map<Certificate, readonly Certificate[]>();
  #steps = 0;
  /** The longest way that was gone. */
  furthest: readonly Certificate[] = [];

  constructor(known: readonly Certificate[], isAnchor: (certificate: Certificate) => boolean) {
    this.#known = known;
    this.#isAnchor = isAnchor;
  }

  *pathsFrom(path: readonly Certificate[]): Generator<readonly Certificate[]> {
    const last = path.at(-1);
    this.#steps += 1;
    if (last === undefined || this.#steps > MOST_STEPS) return;
    if (path.length > this.furthest.length) this.furthest = path;
    if (this.#isAnchor(last)) yield path;
    else if (path.length < LONGEST)
      for (const issuer of this.#issuersOf(last)) if (!path.includes(issuer)) yield* this.pathsFrom([...path, issuer]);
  }

  /** Each signature is checked once, however many ways lead past it. */
  #issuersOf(subject: Certificate): readonly Certificate[] {
    const issuers = this.#issuers.get(subject) ?? this.#known.filter((issuer) => hasIssued(issuer, subject));
    this.#issuers.set(subject, issuers);
    return issuers;
  }
}

/** Whether the issuer is nowhere, or there by name and did not sign. */
function deadEnd(end: Certificate, known: readonly Certificate[]): Chain {
  if (isSelfIssued(end) || known.some((other) => isNamed(other, end))) return told('untrusted', end);
  const [address] = issuerAddressesOf(end);
  const where = address === undefined ? 'nothing tells where it could be had' : `it could be had at ${address}`;
  return told('issuer-missing', end, `${nameOf(end.node.issuer)} (${where})`);
}

async function openPem(pem: string): Promise<Certificate | null> {
  const block = splitPem(pem).blocks.find(({ label }) => label === 'CERTIFICATE');
  const der = block === undefined ? null : bytesOf(block);
  return der === null ? null : openCertificate(der);
}

/** Those that come first stay: an anchor that x5c repeats is the anchor. */
function distinct(certificates: readonly Certificate[]): Certificate[] {
  return certificates.filter((one, at) => certificates.findIndex((other) => isSame(one, other)) === at);
}

function isSame(a: Certificate, b: Certificate): boolean {
  return a.node.raw.equals(b.node.raw);
}

function isNamed(issuer: Certificate, subject: Certificate): boolean {
  return issuer.x509.subject === subject.x509.issuer;
}

/** By name and signature alone. Whether it may is judged with the path, so that it can be told. */
function hasIssued(issuer: Certificate, subject: Certificate): boolean {
  try {
    return isNamed(issuer, subject) && subject.node.verify(issuer.node.publicKey);
  } catch {
    return false;
  }
}
