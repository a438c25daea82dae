/** @file HTTP Basic and permissions: smile-cdr §3.1, §3.2. */
import { Refusal } from './answer.ts';

export type Permission =
  | 'ACCESS_ADMIN_JSON'
  | 'OPENID_CONNECT_VIEW_SERVER_LIST'
  | 'OPENID_CONNECT_ADD_SERVER'
  | 'OPENID_CONNECT_EDIT_SERVER'
  | 'OPENID_CONNECT_MANAGE_KEYSTORES'
  | 'VIEW_MODULE_CONFIG'
  | 'VIEW_MODULE_STATUS'
  | 'ROLE_SUPERUSER'
  | 'ROLE_ANONYMOUS';

export interface User {
  readonly username: string;
  readonly password: string;
  readonly permissions: readonly Permission[];
}

/** §3.2: what the wizard needs and no more. §3.3 adds the permission of the call that tests a connection. */
export const wizardPermissions: readonly Permission[] = [
  'ACCESS_ADMIN_JSON',
  'OPENID_CONNECT_VIEW_SERVER_LIST',
  'OPENID_CONNECT_ADD_SERVER',
  'OPENID_CONNECT_EDIT_SERVER',
  'OPENID_CONNECT_MANAGE_KEYSTORES',
  'VIEW_MODULE_CONFIG',
  'VIEW_MODULE_STATUS',
];

/** §3.1: the user of calls without credentials. Anonymous access is on exactly when there is one. */
export const ANONYMOUS = 'ANONYMOUS';

/** Who calls. Throws 401 for wrong credentials, and for none where anonymous access is off. */
export function authenticate(users: readonly User[], authorization: string | undefined): User {
  if (authorization === undefined) return users.find(({ username }) => username === ANONYMOUS) ?? unauthorized();

  const [, encoded = ''] = /^Basic (\S+)$/i.exec(authorization) ?? [];
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  // RFC 7617 §2: the user id cannot hold a colon, the password can.
  const colon = credentials.indexOf(':');
  const given = { username: credentials.slice(0, colon), password: credentials.slice(colon + 1) };
  const known = ({ username, password }: User) =>
    username !== ANONYMOUS && username === given.username && password === given.password;
  return users.find(known) ?? unauthorized();
}

/** Throws 403 and names what is missing. §3.2: every call needs ACCESS_ADMIN_JSON as well; a superuser may do all. */
export function permit({ username, permissions }: User, needed: Permission): void {
  if (permissions.includes('ROLE_SUPERUSER')) return;

  for (const permission of ['ACCESS_ADMIN_JSON', needed] as const) {
    if (!permissions.includes(permission)) {
      throw new Refusal(403, `User ${username} does not have the permission ${permission}`);
    }
  }
}

function unauthorized(): never {
  throw new Refusal(401, 'Bad credentials');
}
