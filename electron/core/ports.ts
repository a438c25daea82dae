/** @file What the core needs from a computer. `electron/node` has the real ones, `test/memory-ports.ts` those of the tests. */
import type { TrustedSigner } from './domain/bundle/trust.ts';
import type { SignedMetadata } from './domain/discovery/signed-metadata.ts';
import type { CertificateFacts } from './domain/keys/certificate-facts.ts';
import type { CertificateWish, RequestWish } from './domain/keys/certificate-wish.ts';
import type { KeyFile, KeyInHand } from './domain/keys/key-file.ts';
import type { CertificateRecord, KeyKind, KeyRecord, RequestRecord } from './domain/keys/key-record.ts';
import type { Payer, PayerRef } from './domain/payer/payer.ts';
import type { PushRecord, StepResult } from './domain/push/plan-types.ts';
import type { Target } from './domain/push/target.ts';
import type { Failure } from './domain/fault.ts';
import type { RedactedAnswer, TlsFacts } from './domain/token/report.ts';
import type { Secret } from './domain/secret.ts';

export interface Ports {
  readonly clock: Clock;
  readonly digests: Digests;
  readonly certificates: Certificates;
  readonly keyFiles: KeyFiles;
  readonly store: Store;
  readonly vault: Vault;
  readonly web: Web;
  readonly tokenEndpoint: TokenEndpoint;
  readonly browser: Browser;
  readonly adminApi: AdminApi;
}

export interface Clock {
  now(): Date;
  /** A random UUID: for `jti`, keys and pushes. */
  newId(): string;
  /** Lets that time pass; ends at once where the signal is given. Never throws. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Digests {
  /** Hex, lower case. */
  sha256(bytes: Uint8Array): string;
  /** Whether a DER ECDSA-Sig-Value over the bytes, P-256 with SHA-256, is by that key (SPKI PEM). Never throws. */
  verifyP256(given: { publicPem: string; signature: Uint8Array; bytes: Uint8Array }): boolean;
  /**
   * DER SubjectPublicKeyInfo of a P-256 public key and its PEM as we write it (64 columns, LF).
   * null: not such a key. Never throws.
   */
  readP256(publicPem: string): { der: Uint8Array; pem: string } | null;
  /** Whether two secrets are the same. Neither is told. */
  sameSecret(one: Secret, other: Secret): boolean;
}

/** X.509 and what is signed with it. Nothing of it throws for what a stranger wrote. */
export interface Certificates {
  /** What a certificate (DER) says; null: it cannot be read. */
  read(der: Uint8Array): Promise<CertificateFacts | null>;
  /**
   * Whether one of them (PEM) issued another, by their places: the names agree, and the one’s key made the other’s signature.
   * A signature is checked when it is asked about, and not before: among many there would be too many pairs.
   */
  issued(pems: readonly string[]): Promise<(pair: { issuer: number; subject: number }) => boolean>;
  /**
   * Checks a UDAP `signed_metadata`: its signature by the first certificate of `x5c`, and a chain from that to one of
   * the anchors (PEM), every certificate in date, allowed to issue, and not on a current list of its issuer.
   */
  checkSigned(
    jws: string,
    given: { anchors: readonly string[]; revocationLists: readonly Uint8Array[]; now: Date },
  ): Promise<SignedMetadata>;
  /** Where the lists of its certificates lie: http and https addresses, as they are spelt. */
  revocationAddresses(jws: string): Promise<string[]>;
}

/** Reads what people have: PEM, DER, PKCS#12, JWK, with whatever mail programs and editors did to it. */
export interface KeyFiles {
  /**
   * Everything that a file or a pasted text holds, told by its content. Faults: `key/…`, each naming exactly what it is
   * instead; `key/encrypted` where it wants a passphrase and none was given, `key/wrong-passphrase`.
   */
  read(given: { bytes: Uint8Array; passphrase: Secret | null }): Promise<KeyFile>;
  /** A hand-over, opened with the key of the certificate that it was made for. Faults: `hand-over/…`. */
  openHandOver(given: { bytes: Uint8Array; key: KeyInHand }): Promise<HandedOver>;
}

/** What came with a hand-over. Nothing of it can be read here but what is public. */
export interface HandedOver {
  /** Hex, of the file: to be compared with the one that its maker told, for a hand-over does not show whether it was altered. */
  readonly sha256: string;
  readonly madeAt: string;
  readonly payers: readonly {
    readonly ref: PayerRef;
    readonly clientId: string;
    /** The one that signs first. */
    readonly keys: readonly KeyInHand[];
    readonly clientSecret: Secret | null;
  }[];
}

/** The folder that app and command line share. Faults: `store/…`. */
export interface Store {
  /** One that cannot be read does not hide the others. */
  payers(): Promise<{ payers: Payer[]; faults: UnreadablePayer[] }>;
  /** The names alone: nothing is opened. In order. */
  refs(): Promise<PayerRef[]>;
  /** Throws `store/no-such-payer`. */
  payer(ref: PayerRef): Promise<Payer>;
  /**
   * Saves what was made from the revision it names, and answers it with the next one.
   * Throws `store/changed-meanwhile` when that revision is not the last; revision 0 is new.
   */
  savePayer(payer: Payer): Promise<Payer>;
  removePayer(ref: PayerRef): Promise<void>;
  targets(): Promise<Target[]>;
  /** Throws `store/no-such-target`. */
  target(name: string): Promise<Target>;
  saveTarget(target: Target): Promise<Target>;
  removeTarget(name: string): Promise<void>;
  pushes(): Promise<PushRecord[]>;
  /** Throws `store/no-such-push`. */
  push(id: string): Promise<PushRecord>;
  savePush(push: PushRecord): Promise<void>;
  /** What became of one step, beside the record that was saved: a record of a thousand steps is not written a thousand times. */
  notePush(id: string, index: number, result: Omit<StepResult, 'step'>): Promise<void>;
  /** Keeps bytes under their SHA-256, which it answers. */
  keepEvidence(bytes: Uint8Array): Promise<string>;
  /** Throws `store/evidence-gone`. */
  evidence(sha256: string): Promise<Uint8Array>;
  /** Whose signatures this store's owner believes. */
  trustedSigners(): Promise<TrustedSigner[]>;
  /** From what stands there now, whoever wrote it, to what `change` makes of it: the same list is not written again. */
  changeTrustedSigners(
    change: (present: readonly TrustedSigner[]) => readonly TrustedSigner[],
  ): Promise<readonly TrustedSigner[]>;
  /** The person's change-control key, as made by the vault; null until first use. */
  identity(): Promise<Identity | null>;
  saveIdentity(identity: Identity): Promise<void>;
}

/** A payer whose file cannot be read: its place stays on Home, with what is wrong. */
export interface UnreadablePayer {
  readonly ref: PayerRef;
  readonly failure: Failure;
}

export interface Identity {
  readonly key: KeyRecord;
  /** Hex SHA-256 of the DER SubjectPublicKeyInfo: KEYID of the bundle. */
  readonly keyId: string;
  readonly name: string;
}

/** What a sealed item is, and whose. All of it is bound into the seal. */
export interface VaultItem {
  readonly owner: string;
  readonly kind:
    | 'private-key'
    | 'client-secret'
    | 'target-password'
    | 'proxy-password'
    | 'before-image'
    | 'last-sent'
    | 'sent-before';
  readonly id: string;
}

export interface VaultStatus {
  /** `not-made`: nothing was ever sealed here. `closed`: it exists, and is not open in this run. */
  readonly is: 'not-made' | 'closed' | 'open';
  /** How the data key is had: from the keychain, by a passphrase, or not at all because everything stays in memory. */
  readonly mode: 'keychain' | 'passphrase' | 'this-run';
  /** Where the data key lies, in words for a person: “Secret Service keyring”, “passphrase”. '' when not made. */
  readonly keyLiesIn: string;
  readonly items: number;
  /** How many things are held in memory only, whatever is used now: with the program they are gone. */
  readonly inMemory: number;
  /** How the vault of the store opens, whatever is used now; '' where it has none. */
  readonly opensBy: '' | 'keychain' | 'passphrase';
  /** When it was made; '' when it was not, or by an earlier version. */
  readonly madeAt: string;
  /** Hex: tells the data key of this vault from any other, and nothing about it. '' where nothing is kept. */
  readonly check: string;
  /** Minutes without any use after which a vault under a passphrase locks itself. */
  readonly lockAfterMinutes: number;
  /** When a recovery file was last written; '' when never, as far as is known. */
  readonly recoveryAt: string;
}

/** How many items there are of a kind; `unreadable` are those whose files are damaged or of a newer version. */
export interface ItemCount {
  readonly kind: VaultItem['kind'] | 'unreadable';
  readonly count: number;
}

/**
 * Keys go in, signatures come out. (1) Nothing here returns key material; `secret` is for client secrets, passwords and
 * sealed records, and what it answers is revealed in `electron/node` only. (2) The keychain is touched by the calls
 * that need the data key, never by `status`, `items`, `itemCounts`, `keptFor`, `holds`, `isForRun` or `forget`. (3) A keychain that is missing, locked or another one
 * is a named fault, `vault/…`; nothing is overwritten or weakened then.
 */
export interface Vault {
  status(): Promise<VaultStatus>;
  /** Looks at every item, so it is asked for when a person wants to know, and not at every start. */
  itemCounts(): Promise<ItemCount[]>;
  /** All items but the unreadable ones, in no order. */
  items(): Promise<VaultItem[]>;
  /** Whether what is kept now outlives this run of the program. */
  keptFor(): Promise<'good' | 'run'>;
  /** Seals what is no secret by itself and nobody else’s business either: the state before a push. */
  keepRecord(item: VaultItem & { readonly kind: 'before-image' }, record: unknown): Promise<void>;
  /** Throws `vault/item-gone`. */
  record(item: VaultItem & { readonly kind: 'before-image' }): Promise<unknown>;
  keep(item: VaultItem, secret: Secret): Promise<void>;
  /** Throws `vault/item-gone`. */
  secret(item: VaultItem): Promise<Secret>;
  holds(item: VaultItem): Promise<boolean>;
  /** Whether it is held in memory only, and gone with this run. */
  isForRun(item: VaultItem): Promise<boolean>;
  forget(item: VaultItem): Promise<void>;
  /** Off the main thread. Throws `key/cancelled` as soon as the signal says so; what is still being made is then dropped. */
  generateKey(owner: string, kind: KeyKind, signal?: AbortSignal): Promise<KeyRecord>;
  /** Keeps a key that `KeyFiles` read. */
  addKey(owner: string, key: KeyInHand): Promise<KeyRecord>;
  /** `jose`: EC signatures as r‖s (RFC 7518 §3.4). `der`: as ECDSA-Sig-Value. Throws `key/gone`. */
  sign(given: {
    owner: string;
    keyId: string;
    algorithm: string;
    form: 'jose' | 'der';
    bytes: Uint8Array;
  }): Promise<Uint8Array>;
  /** A self-signed X.509 certificate for a key of the vault. Throws `key/gone`, `certificate/wrong-…`. */
  selfSign(given: { owner: string; keyId: string; wish: CertificateWish }): Promise<CertificateRecord>;
  /** A certificate request (PKCS#10, RFC 2986) for a key of the vault. Throws `key/gone`, `certificate/wrong-…`. */
  request(given: { owner: string; keyId: string; wish: RequestWish }): Promise<Omit<RequestRecord, 'template'>>;
  /**
   * A private key as PEM, encrypted with a passphrase (PKCS#8, PBES2); opened again and compared before it is answered.
   * Throws `key/gone`, `key/short-passphrase`.
   */
  encryptedKey(given: { owner: string; keyId: string; passphrase: Secret }): Promise<Uint8Array>;
  /**
   * Keys and secrets for one recipient, as CMS (DER): see docs/formats.md, hand-over. Read again and compared before it is
   * answered. Throws `key/gone`, `vault/item-gone`, `recipient/…` for a certificate that nothing can be encrypted to.
   */
  handOver(given: { recipientPem: string; contents: readonly HandOverPart[] }): Promise<Uint8Array>;
  /**
   * A private JWKS of keys that are known by their thumbprints (RFC 7638), in that order: for a keystore of Smile CDR, and sealed
   * until it is sent. Throws `key/gone`.
   */
  privateJwks(given: {
    owner: string;
    keys: readonly { kid: string; thumbprint: string; algorithm: string }[];
    /** The owner's keys, by their ids: the ones that are wanted are among them. */
    among: readonly string[];
  }): Promise<Secret>;
  forgetKey(given: { owner: string; keyId: string }): Promise<void>;
  /** HMAC-SHA256 under a key of the vault, hex: tells whether two secrets are the same without keeping either. */
  markOf(secret: Secret): Promise<string>;
}

/** What of one payer goes into a hand-over. */
export interface HandOverPart {
  readonly owner: string;
  readonly clientId: string;
  readonly keys: readonly Pick<KeyRecord, 'id' | 'kid' | 'algorithm'>[];
  /** The client secret, where it goes along. */
  readonly secret: VaultItem | null;
}

/** How an address is to be asked. */
export interface Network {
  /** PEM of the CAs to trust beside the system's. */
  readonly authorities: readonly string[];
  readonly allowPrivate: boolean;
  /** `system`: as this computer is set up. `none`. Or the proxy's own address, maybe with a user name. Absent: `system`. */
  readonly proxy?: string;
  /** Whose proxy password, and whose client certificate's key, the vault holds; absent: nobody's. */
  readonly owner?: string;
  /** For servers that want mutual TLS; null or absent: none. */
  readonly clientCertificate?: ClientCertificate | null;
  /** For CRLs alone: they are signed, and lie at http addresses by design (RFC 5280 §8). Absent: https only. */
  readonly plainHttp?: boolean;
}

export interface ClientCertificate {
  readonly pem: string;
  readonly keyId: string;
  /** Addresses of the payer: the certificate is shown to hosts of their registered domains, and to nobody else. */
  readonly grounds: readonly string[];
}

/** An answer with any status is an answer. What prevents one is told by a code of `discovery/…`, as a value: it is a finding. */
export type WebAnswer =
  | {
      readonly is: 'answered';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
      readonly milliseconds: number;
      /** Host and port of the proxy that was asked, and that resolved the name. */
      readonly proxy?: string;
    }
  | {
      readonly is: 'failed';
      readonly code: string;
      readonly detail: string;
      readonly milliseconds: number;
      /** Of the proxy that stood between, where one did. */
      readonly proxy?: string;
    };

/** Reads public documents. Redirects are not followed; at most 1 MiB and 10 seconds; no cookies. Never throws for the network. */
export interface Web {
  get(url: string, network: Network, signal?: AbortSignal): Promise<WebAnswer>;
}

/** How the client is known to the token endpoint. An assertion that is the grant itself stands in the form. */
export type Credential =
  | { readonly is: 'basic'; readonly secret: Secret; readonly encoding: 'form' | 'raw' }
  /** In the form, as `client_id` and `client_secret`. */
  | { readonly is: 'post'; readonly secret: Secret }
  /** In both places at once, which RFC 6749 §2.3 forbids: for a probe. */
  | { readonly is: 'twice'; readonly secret: Secret }
  /** As `client_assertion` of the type; `withClientId`: `client_id` goes along. */
  | { readonly is: 'assertion'; readonly assertion: string; readonly type: string; readonly withClientId: boolean }
  /** `client_id` alone: the connection, or the grant, proves the rest. */
  | { readonly is: 'named' };

export interface TokenRequest {
  readonly issuer: string;
  readonly endpoint: string;
  readonly clientId: string;
  /** What goes into the form beside the credential, `grant_type` among it; nothing in it is a secret but `assertion`. */
  readonly form: Readonly<Record<string, string>>;
  /** Members of the form that are secrets: an authorization code and its verifier. */
  readonly secretForm?: Readonly<Record<string, Secret>>;
  readonly network: Network;
  readonly credential: Credential;
}

/** One step on the wire, as it was seen. */
export interface WireStep {
  readonly name: 'dns' | 'proxy' | 'tcp' | 'tls' | 'request' | 'answer';
  readonly state: 'done' | 'failed' | 'under-way';
  readonly milliseconds: number;
  /** “203.0.113.4”, “TLSv1.3”, “POST, 1,214 bytes”: never a secret. */
  readonly noted: string;
}

/** Whoever waits for an exchange: how far it is, and the way to end it. */
export interface Watcher {
  readonly signal?: AbortSignal;
  /** Called with all steps so far, whenever one begins or ends. */
  readonly onSteps?: (steps: readonly WireStep[]) => void;
}

/** What came of one exchange with the payer: also where nothing came. */
export interface Exchange {
  /** '' where an answer came; else a code of `discovery/…` or `token/…`. */
  readonly code: string;
  readonly detail: string;
  readonly steps: readonly WireStep[];
  readonly tls: TlsFacts | null;
  /** Masked and cut by the adapter: no token, secret, assertion or cookie is in it, not even one that the server quotes. */
  readonly answer: RedactedAnswer | null;
  /** Of the proxy that stood between, where one did. */
  readonly proxy?: string;
}

/** What the token endpoint said. A refusal is a result. */
export interface TokenAnswer extends Exchange {
  readonly is: 'granted' | 'refused' | 'failed' | 'cancelled';
  /** What went out: header names in lower case; values of secrets are masked. */
  readonly sent: {
    readonly headers: Readonly<Record<string, string>>;
    readonly form: Readonly<Record<string, string>>;
  };
  /** Members of the answer by name, as RFC 6749 §5 has them; '' where they are absent or of another type. */
  readonly tokenType: string;
  readonly expiresIn: unknown;
  readonly scope: string | null;
  readonly error: string;
  readonly errorDescription: string;
  readonly errorUri: string;
  /** Whether form-encoded and raw differ for the id and secret of this request: no more is known of a secret. Absent: there is none. */
  readonly encodingMatters?: boolean;
  /** In memory only; null: none was given. */
  readonly accessToken: Secret | null;
  /** Of the authorization code grant with `openid`; null or absent: none was given. */
  readonly idToken?: Secret | null;
}

/** What is read from an access token that is a JWT. Claims that name a person are not among it. */
export interface OpenedToken {
  readonly header: { readonly alg: string; readonly kid: string; readonly typ: string };
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly issuedAt: number | null;
  readonly notBefore: number | null;
  readonly expiresAt: number | null;
  readonly scope: string | null;
  /** Of an ID Token: what the request named; '' where there is none. */
  readonly nonce?: string;
}

export interface Introspection extends Exchange {
  /** null: the answer does not say. */
  readonly active: boolean | null;
  readonly scope: string | null;
  readonly expiresAt: number | null;
}

/** The token endpoint and what is done with a token. The token goes in and out as a `Secret`: its text stays in `electron/node`. */
export interface TokenEndpoint {
  /** One request, never repeated. */
  request(given: TokenRequest, watcher?: Watcher): Promise<TokenAnswer>;
  /** null: it is no JWT. */
  open(token: Secret): Promise<OpenedToken | null>;
  /** `no-key`: the set has none for it. Keys are JWKs as a stranger published them. Never throws. */
  isSignedBy(token: Secret, keys: readonly unknown[]): Promise<'good' | 'bad' | 'no-key'>;
  /** RFC 7662. */
  introspect(given: TokenUse, watcher?: Watcher): Promise<Introspection>;
  /** RFC 7009. Nobody can cancel it: a token is given back whatever came before. */
  revoke(given: TokenUse): Promise<Exchange>;
  /** A GET with the token. Of its body only the issue codes of an OperationOutcome are kept; `answer.body` is ''. */
  call(given: { url: string; token: Secret; network: Network }, watcher?: Watcher): Promise<Called>;
  /** Signs with a key that is made for this and forgotten at once: for the probe with a wrong key. Throws `token/wrong-algorithm`. */
  signAsStranger(given: { algorithm: string; bytes: Uint8Array }): Promise<Uint8Array>;
}

export interface TokenUse {
  readonly endpoint: string;
  readonly token: Secret;
  readonly clientId: string;
  readonly credential: Credential;
  readonly network: Network;
}

export interface Called extends Exchange {
  readonly issueCodes: readonly string[];
}

/** The person's own browser, and the way back from it. Nothing of a payer is shown in a window of ours. */
export interface Browser {
  /** Fresh random values for one sign-in; the challenge is the verifier's, S256 (RFC 7636 §4.2). */
  begin(): Promise<SignInSecrets>;
  /**
   * Listens at a loopback redirect (RFC 8252 §7.3) until it is called with the state, or until its time is over or the signal says
   * so. `onListening` gets the redirect address with the port that is listened at. Throws `sign-in/port-in-use`.
   */
  receive(
    given: {
      readonly redirect: string;
      readonly state: string;
      readonly onListening: (redirectUri: string) => Promise<void>;
    },
    signal?: AbortSignal,
  ): Promise<SignInAnswer>;
  /** Opens an https address in the person's browser. Throws `sign-in/no-browser`. */
  open(url: string): Promise<void>;
}

export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: Secret;
  readonly challenge: string;
}

/** What came back by the browser. `issuer`: RFC 9207; '' where it is not told. */
export type SignInAnswer =
  | { readonly is: 'code'; readonly code: Secret; readonly issuer: string; readonly redirectUri: string }
  | { readonly is: 'refused'; readonly error: string; readonly description: string; readonly issuer: string }
  | { readonly is: 'nothing'; readonly why: 'time-out' | 'cancelled' };

/** A definition as the Admin API shows it: known and unknown keys, never a secret. */
export type WireServer = Readonly<Record<string, unknown>>;

/** A keystore as the Admin API shows it: never its keys (smile-cdr §4.4). */
export interface WireKeystore {
  readonly keystoreId: string;
  /** '' where it has its keys as text. */
  readonly filePath: string;
}

/** A way into one target, with its password already at hand. Faults: `target/…`. */
export interface AdminSession {
  /** A call that needs a permission, so that its answer proves the credentials. */
  nodeStatuses(): Promise<void>;
  answersAnonymously(): Promise<boolean>;
  modules(): Promise<{ nodeId: string; moduleId: string; moduleType: string }[]>;
  /** The whole configuration as a properties file, without passwords (smile-cdr §3.3); null: this version does not tell it. */
  properties(): Promise<string | null>;
  /** All pages. */
  servers(): Promise<WireServer[]>;
  /** null: none with that issuer. */
  server(place: { nodeId: string; moduleId: string; issuer: string }): Promise<WireServer | null>;
  /** Throws `target/unknown-outcome` when the answer was lost after the request was sent. What was written is read, not believed. */
  create(place: { nodeId: string; moduleId: string }, body: WireServer, secret: Secret | null): Promise<void>;
  update(
    place: { nodeId: string; moduleId: string; pid: number },
    body: WireServer,
    secret: Secret | null,
  ): Promise<void>;
  /** null: it has none that was found. */
  description(): Promise<ApiDescription | null>;
  /** null: this version has no keystores in its Admin API. */
  keystores(): Promise<WireKeystore[] | null>;
  /** null: there is none of that id. */
  keystore(id: string): Promise<WireKeystore | null>;
  /** `keys`: a private JWKS, in place of a file path; null with one. */
  createKeystore(keystore: WireKeystore, keys: Secret | null): Promise<void>;
  updateKeystore(keystore: WireKeystore, keys: Secret | null): Promise<void>;
}

/** What an Admin API says of itself. */
export interface ApiDescription {
  /** Of a definition. */
  readonly keys: readonly string[];
  /** As it is spelt there, and no more is known of it; '': none that could be shown. */
  readonly version: string;
}

/** Where an Admin API is, as whom it is asked, and how it is reached. */
export interface AdminPlace extends Pick<Target, 'baseUrl' | 'username'> {
  readonly network: Network;
}

export interface AdminApi {
  open(place: AdminPlace, password: Secret): AdminSession;
}
