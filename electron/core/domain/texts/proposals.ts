/** @file Why a value is proposed for a setting of the client: interop-specs §2.2, §2.5, §2.9, §3.3. Each is one sentence. */
export const proposalTexts = {
  'proposal/another-by-now': 'Proposed before the documents were read again; now it would be {value}.',

  'proposal/mode-unread': 'SMART Backend Services, and PDex with it, want a key; no document was read yet.',
  'proposal/mode-unlisted': 'The documents list no methods; SMART Backend Services and PDex want a key.',
  'proposal/mode-key': 'The documents offer private_key_jwt, which is stronger than a secret.',
  'proposal/mode-neither': 'The documents offer neither of the two that Smile CDR can do; a key is what SMART wants.',
  'proposal/mode-secret': 'The documents offer {secret} and no private_key_jwt.',

  'proposal/method-post': 'The documents offer client_secret_post and no client_secret_basic.',
  'proposal/method-mode': 'As Smile CDR asks in the mode {mode}.',
  'proposal/method-udap': 'Only a UDAP document was read.',
  'proposal/method-tls': 'The documents offer {tls}, and neither a key nor a secret.',

  'proposal/grant-jwt-bearer': 'The documents list jwt-bearer and no client_credentials.',
  'proposal/grant-listed': 'The documents list it, and SMART Backend Services asks so.',
  'proposal/grant-unlisted': 'SMART Backend Services, and PDex with it, ask so.',

  'proposal/audience-unread': 'SMART App Launch wants the token endpoint; no document was read yet.',
  'proposal/audience-issuer': 'OpenID Connect and RFC 10070 want the issuer; no SMART document was read.',
  'proposal/audience-no-other': 'SMART App Launch wants the token endpoint; no other document says more.',
  'proposal/audience-both':
    'SMART App Launch wants the token endpoint, and the OpenID document the issuer: ask the Source Payer.',
  'proposal/audience-udap': 'UDAP wants the token endpoint exactly as it is published.',
  'proposal/audience-smart': 'SMART App Launch wants the token endpoint; a document of a FHIR server was read.',

  'proposal/algorithm-unlisted': 'The documents list no algorithms; it is the usual one of {whose}.',
  'proposal/algorithm-none': 'The documents list {listed}, and {whose} can sign with none of these.',
  'proposal/algorithm-fapi': 'The documents list those of FAPI 2.0 alone, and it is the first that suits {whose}.',
  'proposal/algorithm-first': 'The first for {whose} that the documents list.',

  'proposal/basic-form':
    'RFC 6749 §2.3.1 wants id and secret form-encoded; of almost every secret that leaves it as it is.',
  'proposal/type':
    'SMART App Launch fixes JWT, and servers that want client-authentication+jwt are asked to take it too.',
  'proposal/seconds':
    'One minute is enough for a test and forgives a clock that is a little off; SMART allows five at most.',
  'proposal/certificate-udap': 'UDAP wants the certificates in every assertion.',
  'proposal/certificate-none': 'The Source Payer finds the key by its kid; only UDAP wants certificates along.',

  'proposal/scopes-smile': 'The documents list scopes of Smile CDR.',
  'proposal/scopes-unknown':
    'Nothing tells what the source is; these are the vendor’s own for payer-to-payer with a Smile CDR.',
  'proposal/scopes-systems':
    'No Smile CDR: SMART’s scopes for systems {version}, and the operations of HRex and PDex (bulk match {pdex}).',
  'proposal/scopes-version-listed': 'in the spelling that the documents list',
  'proposal/scopes-version-first': 'in the spelling of SMART 1',
  'proposal/scopes-pdex-listed': 'as the documents spell it',
  'proposal/scopes-pdex-now': 'as PDex 2.2 spells it',
} as const;
