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
  /** Not documented. Whole: an update is a PUT, and public clients send the whole object. */
  readonly updateTakes: 'whole' | 'given';
  /** §10: the clients endpoint fails without `pid` in the body. Nothing says so of servers. */
  readonly updateNeedsPidInBody: boolean;
  /** §2.1: the Terraform provider takes the issuer for unique. Refused, within one module. */
  readonly duplicateIssuer: 'refused' | 'accepted';
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
  /** §3.4: plain text, from one observation of a sister module. */
  readonly errorBody: 'text' | 'json';
  /** §3.4: 400, 422 or 500; the one observation was 500, on another module. 400: what a REST client expects. */
  readonly invalidStatus: 400 | 422 | 500;
  /** §4.4: the endpoint is in recent versions only. */
  readonly keystores: 'present' | 'absent';
  /** §4.4: printed as `kaystores`, surely by mistake. */
  readonly keystoreReadPath: 'keystores' | 'kaystores';
  /** §4.4: an update exists, its path was not readable. */
  readonly keystoreUpdate: 'put' | 'absent';
}

export const likelyAssumptions: Assumptions = {
  createStatus: 200,
  updateStatus: 200,
  unknownKeys: 'dropped',
  unconfirmedKeys: 'known',
  updateWithoutSecret: 'erases',
  updateTakes: 'whole',
  updateNeedsPidInBody: false,
  duplicateIssuer: 'refused',
  issuerLookup: 'ignores-final-slash',
  issuerNotFound: 'status-404',
  emptyStrings: 'returned',
  archivedServers: 'listed',
  moduleTypesWithServers: ['SECURITY_IN_SMART', 'SECURITY_OUT_SMART'],
  errorBody: 'text',
  invalidStatus: 400,
  keystores: 'present',
  keystoreReadPath: 'keystores',
  keystoreUpdate: 'put',
};
