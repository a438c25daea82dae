import { verifyingSteps } from '../bundle/readme/verifying.ts';

/** How a reviewer verifies a bundle without this program: the same commands as in its README. */
export const verifyTexts = {
  'verify/before':
    'In the unpacked bundle, with tools that every machine has. OWN.pem is the reviewer’s own copy of your public key, from Signing key; the one in the bundle proves nothing. KEYID is what the first line prints.',
  'verify/steps': verifyingSteps.join('\n'),
  'verify/after':
    'The bundle’s README.md prints the same, with what each line has to answer: that the statement is of that key, that it is about this SHA256SUMS, that every file is as it was signed, and that no other lies there.',
} as const;
