/** @file A CA as people run it: openssl, with files in a folder. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openssl } from './openssl.ts';

export interface Authority {
  readonly pem: string;
  /** What it makes of a request: with its extensions as they are, or without any. */
  issue(requestPem: string, wish?: { copies?: 'copy' | 'none'; days?: number; extensions?: string }): string;
  /** A CA below this one. */
  below(name: string): Authority;
}

let serial = 0;

export function opensslAuthority(folder: string, name: string): Authority {
  mkdirSync(folder, { recursive: true });
  const at = (file: string) => path.join(folder, `${name}-${file}`);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', at('key.pem')];
  openssl(['req', '-x509', ...key, '-subj', `/CN=${name}`, '-days', '30', '-out', at('cert.pem')]);
  return authorityIn(folder, name);
}

function authorityIn(folder: string, name: string): Authority {
  const at = (file: string) => path.join(folder, `${name}-${file}`);
  const signing = ['-CA', at('cert.pem'), '-CAkey', at('key.pem')];
  return {
    pem: readFileSync(at('cert.pem'), 'utf8'),
    issue(requestPem, { copies = 'copy', days = 20, extensions = '' } = {}) {
      serial += 1;
      writeFileSync(at('asked.pem'), requestPem);
      writeFileSync(at('ext.cnf'), `basicConstraints=CA:FALSE\n${extensions}`);
      const how = [
        '-copy_extensions',
        copies,
        '-extfile',
        at('ext.cnf'),
        '-days',
        String(days),
        '-set_serial',
        String(serial),
      ];
      return openssl(['x509', '-req', '-in', at('asked.pem'), ...signing, ...how]).toString();
    },
    below(lower) {
      serial += 1;
      const own = (file: string) => path.join(folder, `${lower}-${file}`);
      const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', own('key.pem')];
      openssl(['req', '-new', ...key, '-subj', `/CN=${lower}`, '-out', own('asked.pem')]);
      writeFileSync(own('ext.cnf'), 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n');
      const how = ['-extfile', own('ext.cnf'), '-days', '25', '-set_serial', String(serial), '-out', own('cert.pem')];
      openssl(['x509', '-req', '-in', own('asked.pem'), ...signing, ...how]);
      return authorityIn(folder, lower);
    },
  };
}
