/** @file Values that are shown, but for what looks like a secret in them: nobody told us what a foreign key holds. */
import { hasPrivatePem, holdsPrivateKey } from '../keys/private-in.ts';

const mask = '••••••••';

const secretNames = /secret|passw|passphrase|credential|private|key|token(?!Url|Endpoint)/i;
const looksLikeJwt = /\beyJ[\w-]{8,}\.[\w-]+/;

/** Of a key that no member stands for: masked whole by its name, or by what it holds. '' stays ''. */
export function maskedForeign(key: string, value: string): string {
  const isSecret = secretNames.test(key) || holdsKey(value) || looksLikeJwt.test(value);
  return isSecret && value !== '' ? mask : maskedParts(value);
}

/** Of a member: the password in an address, and parameters that are called a secret. */
export function maskedParts(value: string): string {
  return value
    .replaceAll(/(\w:\/\/)[^/?#\s]*@/g, `$1${mask}@`)
    .replaceAll(/((?:^|[?&#;\s])[\w.-]*(?:secret|passw|token|api_?key)[\w.-]*=)[^&#;\s]+/gi, `$1${mask}`);
}

function holdsKey(value: string): boolean {
  return hasPrivatePem(value) || holdsPrivateKey(value);
}
