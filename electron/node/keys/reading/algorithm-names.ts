/** @file Object identifiers in words: of what the wizard does not take, so that a person learns what it is. */

export const algorithmNames: Readonly<Record<string, string>> = {
  // Encryption with a passphrase.
  '1.2.840.113549.1.5.1': 'PBE with MD2 and DES',
  '1.2.840.113549.1.5.4': 'PBE with MD2 and RC2',
  '1.2.840.113549.1.12.1.1': 'PBE with SHA-1 and RC4-128',
  '1.2.840.113549.1.12.1.2': 'PBE with SHA-1 and RC4-40',
  '1.2.840.113549.1.5.14': 'PBMAC1',
  // Ciphers.
  '1.2.392.200011.61.1.1.1.2': 'Camellia-128',
  '1.2.392.200011.61.1.1.1.3': 'Camellia-192',
  '1.2.392.200011.61.1.1.1.4': 'Camellia-256',
  '1.2.410.200046.1.1.2': 'ARIA-128',
  '1.2.410.200046.1.1.7': 'ARIA-192',
  '1.2.410.200046.1.1.12': 'ARIA-256',
  '1.2.410.200004.1.4': 'SEED',
  '1.2.156.10197.1.104.2': 'SM4',
  '1.3.6.1.4.1.3029.1.2': 'Blowfish',
  '1.3.6.1.4.1.188.7.1.1.2': 'IDEA',
  '1.2.840.113533.7.66.10': 'CAST5',
  '1.2.840.113549.3.4': 'RC4',
  '1.2.840.113549.3.9': 'RC5',
  '1.2.840.113549.1.9.16.3.18': 'ChaCha20-Poly1305',
  '1.2.643.2.2.21': 'GOST 28147-89',
  // Pseudo-random functions and message authentication codes.
  '1.2.840.113549.2.6': 'HMAC with MD5',
  '1.2.840.113549.2.12': 'HMAC with SHA-512/224',
  '2.16.840.1.101.3.4.2.13': 'HMAC with SHA3-224',
  '2.16.840.1.101.3.4.2.14': 'HMAC with SHA3-256',
  '2.16.840.1.101.3.4.2.15': 'HMAC with SHA3-384',
  '2.16.840.1.101.3.4.2.16': 'HMAC with SHA3-512',
  '1.2.643.7.1.1.4.2': 'HMAC with GOST R 34.11-2012',
  '1.2.156.10197.1.401.3.1': 'HMAC with SM3',
  '1.3.6.1.4.1.11591.4.11': 'scrypt',
};

/** Of keys. */
export const keyKindNames: Readonly<Record<string, string>> = {
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.113549.1.3.1': 'Diffie-Hellman',
  '1.2.840.10046.2.1': 'Diffie-Hellman',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
  '1.3.101.113': 'Ed448',
  '1.3.132.1.12': 'ECDH only',
  '2.16.840.1.101.3.4.3.17': 'ML-DSA-44',
  '2.16.840.1.101.3.4.3.18': 'ML-DSA-65',
  '2.16.840.1.101.3.4.3.19': 'ML-DSA-87',
  '1.2.643.7.1.1.1.1': 'GOST R 34.10-2012',
};

export const curveNames: Readonly<Record<string, string>> = {
  '1.3.132.0.10': 'secp256k1',
  '1.3.132.0.33': 'P-224',
  '1.2.840.10045.3.1.1': 'P-192',
  '1.3.36.3.3.2.8.1.1.7': 'brainpoolP256r1',
  '1.3.36.3.3.2.8.1.1.11': 'brainpoolP384r1',
  '1.3.36.3.3.2.8.1.1.13': 'brainpoolP512r1',
  '1.2.156.10197.1.301': 'SM2',
};
