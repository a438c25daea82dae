/** @file A real bundle to verify: made by the command line from a document, a new key and typed answers, in a store of its own. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const issuer = 'https://auth.northlake.example/p2p';

const openidConfiguration = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  grant_types_supported: ['client_credentials', 'authorization_code'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
  scopes_supported: ['openid', 'cdr_all_user_authorities'],
};

/** Nothing of it asks a network or a keychain. */
export function makeBundle({ program, folder }: { program: string; folder: string }): {
  bundle: string;
  trust: string;
} {
  const at = (name: string) => path.join(folder, name);
  writeFileSync(at('openid-configuration.json'), JSON.stringify(openidConfiguration));
  writeFileSync(at('passphrase'), 'only for this measurement\n', { mode: 0o600 });

  const payer = 'northlake@test';
  const run = (...args: string[]) => {
    const common = ['--store', at('store'), '--passphrase-file', at('passphrase')];
    const { status, stderr } = spawnSync(process.execPath, [program, ...args, ...common], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`payer-wizard ${args.join(' ')} ended with status ${String(status)}: ${stderr}`);
  };
  run('vault', 'create');
  run('payer', 'new', payer, '--name', 'Northlake Mutual');
  run(
    'discover',
    at('openid-configuration.json'),
    '--retrieved-from',
    `${issuer}/.well-known/openid-configuration`,
    '--payer',
    payer,
  );
  run('key', 'new', payer, '--kind', 'RSA-3072');
  run('payer', 'set', payer, 'clientId=requesting-payer', 'nodeId=Master', 'moduleId=smart_inbound');
  run('export', payer, '--out', at('bundle.zip'));
  run('identity', 'export', '--out', at('own.pem'));
  return { bundle: at('bundle.zip'), trust: at('own.pem') };
}
