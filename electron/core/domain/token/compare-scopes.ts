/**
 * @file Scopes asked for against scopes granted: the two spellings of SMART App Launch mean the same. §2.0.0 “Scopes for requesting
 * FHIR resources”: `.read` of version 1 is `.rs` of version 2, `.write` is `.cud`, `.*` is `.cruds`.
 */

interface ResourceScope {
  /** `system`, `patient` or `user`. */
  readonly context: string;
  /** `*` for all of them. */
  readonly resource: string;
  /** Letters of `cruds`. */
  readonly may: string;
  /** `category=…`, of finer grain; '' for none. */
  readonly only: string;
}

const version1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** null: it is no scope for FHIR resources, such as `openid` or the address of an operation. */
function readScope(scope: string): ResourceScope | null {
  const [, context = '', resource = '', may = '', only = ''] =
    /^(system|patient|user)\/([A-Za-z]+|\*)\.(\*|read|write|[cruds]+)(?:\?(.*))?$/.exec(scope) ?? [];
  return context === '' ? null : { context, resource, may: version1[may] ?? may, only };
}

/** Whether what was granted lets everything be done that was asked for. */
export function covers(granted: string, asked: string): boolean {
  if (granted === asked) return true;
  const [one, other] = [readScope(granted), readScope(asked)];
  if (one === null || other === null) return false;
  return (
    one.context === other.context &&
    (one.resource === '*' || one.resource === other.resource) &&
    Array.from(other.may).every((letter) => one.may.includes(letter)) &&
    (one.only === '' || one.only === other.only)
  );
}

export interface ComparedScopes {
  /** Asked for, and covered by nothing that was granted. */
  readonly missing: readonly string[];
  /** Granted, and covered by nothing that was asked for. */
  readonly more: readonly string[];
  /** Asked for, and granted under another spelling or with a wider one. */
  readonly otherwise: readonly string[];
}

export function compareScopes(asked: readonly string[], granted: readonly string[]): ComparedScopes {
  const isGranted = (scope: string) => granted.some((each) => covers(each, scope));
  return {
    missing: asked.filter((scope) => !isGranted(scope)),
    more: granted.filter((scope) => !asked.some((each) => covers(each, scope))),
    otherwise: asked.filter((scope) => !granted.includes(scope) && isGranted(scope)),
  };
}
