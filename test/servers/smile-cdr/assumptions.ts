/**
 * @file Every point on which Smile CDR's documentation is silent, as a named switch. What is documented has no switch: it
 * stands in the endpoint's file with its section. A default is the likelier behaviour or, where nothing tells, the one that
 * hurts a careless client more; the reason stands beside it. Sections are those of the reference `smile-cdr.md`.
 */

export interface Assumptions {
  /** §2.1: public clients accept all three. 200: what the public clients are first to expect. 204 has no body. */
  readonly createStatus: 200 | 201 | 204;
  /** §2.1: 200, and 201 is accepted for its sister, the clients endpoint. */
  readonly updateStatus: 200 | 201;
  /** §2.6: unknown whether unknown keys are dropped or refused. Dropped: silent loss is what a client has to notice. */
  readonly unknownKeys: 'kept' | 'dropped' | 'refused';
  /** §2.4: eight keys of an early public schema and `clientAuthenticationMode`. Known: each lines up with a console label. */
  readonly unconfirmedKeys: 'known' | 'unknown';
  /** §2.1: unknown what an update without the secret does. Erases: a client that forgets to send it again breaks an exchange. */
  readonly updateWithoutSecret: 'erases' | 'keeps';
  /** §2.1: “not included”. Masked: what the clients endpoint does (§4.1), so a version may do it here too. */
  readonly shownSecrets: 'absent' | 'masked';
  /** §10: fetch, modify, put with `***` works on clients. A secret: nothing says so of servers, and it breaks an exchange. */
  readonly maskSentBack: 'is-the-secret' | 'keeps';
  /** Not documented. Whole: an update is a PUT, and public clients send the whole object. */
  readonly updateTakes: 'whole' | 'given';
  /** §10: the clients endpoint fails without `pid` in the body. Nothing says so of servers. */
  readonly updateNeedsPidInBody: boolean;
  /** §2.1: the Terraform provider takes the issuer for unique. Refused, within one module. */
  readonly duplicateIssuer: 'refused' | 'accepted';
  /** §2.1: archiving is an update, nothing says that it gives the issuer up. Taken: a row that stays keeps its unique value. */
  readonly archivedIssuer: 'taken' | 'free';
  /** §2.3: place in path and body; nothing tells what happens when they differ. Path: it is what chose the module. */
  readonly placeInBody: 'ignored' | 'refused-if-other';
  /** §2.4: two values are named, whether there are others is unknown. None: nobody has seen one. */
  readonly moreAuthenticationModes: readonly string[];
  /** §2.4: how a definition names its keystore is unknown. null: no key does, so any that is tried is an unknown key. */
  readonly keystoreReference: string | null;
  /** §4.4, §10: a module that names a missing keystore does not start. Refused: the kind way; accepted is found out later. */
  readonly missingKeystore: 'refused' | 'accepted';
  /** §2.3: a trailing slash is ignored when tokens are checked; taken to hold for the lookup too. */
  readonly issuerLookup: 'ignores-final-slash' | 'exact';
  /** §3.4: 404 is expected for an unknown issuer. The other way out is an empty 200. */
  readonly issuerNotFound: 'status-404' | 'empty-200';
  /** §2.3: seed files hold empty strings. Returned: nothing says that they are left out. */
  readonly emptyStrings: 'returned' | 'left-out';
  /** §2.1: archiving is an update. Listed: the public code that archives reads the definition again afterwards. */
  readonly archivedServers: 'listed' | 'hidden';
  /** §6.3: sources disagree on the module; these types are named. The type of the S2S module is in no public source. */
  readonly moduleTypesWithServers: readonly string[];
  /** §2.1: sizes that may be asked for are not told. null: 100, as documented, is given. */
  readonly largestPage: number | null;
  /** §2.1: both forms are in use. As printed: lists end in a slash, the rest does not. */
  readonly finalSlash: 'either' | 'as-printed' | 'needed' | 'refused';
  /** §3.4: plain text, from one observation of a sister module. */
  readonly errorBody: 'text' | 'json';
  /** §3.4: 400, 422 or 500; the one observation was 500, on another module. 400: what a REST client expects. */
  readonly invalidStatus: 400 | 422 | 500;
  /** §2.6: Swagger UI is documented, its raw file is not. Absent: a client must do without. */
  readonly apiDescription: 'absent' | 'openapi';
  /** §2.6: unknown. The usual one of the library that ships with Swagger UI. */
  readonly apiDescriptionPath: string;
  /** §3.3: documented, not of which version on. Present. */
  readonly moduleProperties: 'present' | 'absent';
  /** §7.1: either may be set up; DATABASE is the documented default. */
  readonly propertySource: 'DATABASE' | 'PROPERTIES';
  /** §7.1: unknown what a seed file does to a definition that is there. Replaces: “file always wins”, and it undoes a push. */
  readonly seedAtRestart: 'replaces' | 'adds-missing';
  /** §4.4: the endpoint is in recent versions only. */
  readonly keystores: 'present' | 'absent';
  /** §4.4: printed as `kaystores`, surely by mistake. */
  readonly keystoreReadPath: 'keystores' | 'kaystores';
  /** §4.4: an update exists, its path was not readable. */
  readonly keystoreUpdate: 'put' | 'absent';
  /** §4.4: the printed list has no page numbers; the lists of servers and clients have. */
  readonly keystoresList: 'bare' | 'numbered';
  /** §4.4: “only id and file path return”; by analogy with §4.1 the keys may come back masked. */
  readonly shownKeys: 'absent' | 'masked';
  /** §4.4: seen in seed files; the name on the Admin API is inferred to be the same. */
  readonly keystoreKeysName: string;
  /** §4.4: seed files hold an empty path. Left out: the printed example of a keystore has no empty member. */
  readonly emptyFilePath: 'left-out' | 'returned';
  /** §4.4: nothing tells. Refused: the id is the key, and a create that replaces would destroy keys. */
  readonly takenKeystoreId: 'refused' | 'replaced';
}

export const likelyAssumptions: Assumptions = {
  createStatus: 200,
  updateStatus: 200,
  unknownKeys: 'dropped',
  unconfirmedKeys: 'known',
  updateWithoutSecret: 'erases',
  shownSecrets: 'absent',
  maskSentBack: 'is-the-secret',
  updateTakes: 'whole',
  updateNeedsPidInBody: false,
  duplicateIssuer: 'refused',
  archivedIssuer: 'taken',
  placeInBody: 'ignored',
  moreAuthenticationModes: [],
  keystoreReference: null,
  missingKeystore: 'refused',
  issuerLookup: 'ignores-final-slash',
  issuerNotFound: 'status-404',
  emptyStrings: 'returned',
  archivedServers: 'listed',
  moduleTypesWithServers: ['SECURITY_IN_SMART', 'SECURITY_OUT_SMART'],
  largestPage: null,
  finalSlash: 'either',
  errorBody: 'text',
  invalidStatus: 400,
  apiDescription: 'absent',
  apiDescriptionPath: '/v3/api-docs',
  moduleProperties: 'present',
  propertySource: 'DATABASE',
  seedAtRestart: 'replaces',
  keystores: 'present',
  keystoreReadPath: 'keystores',
  keystoreUpdate: 'put',
  keystoresList: 'bare',
  shownKeys: 'absent',
  keystoreKeysName: 'jsonKeys',
  emptyFilePath: 'left-out',
  takenKeystoreId: 'refused',
};
