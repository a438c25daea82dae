/** @file Verifies one bundle in a process of its own, and prints the verdict and the most memory that it held, in MiB. */
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { digests } from '#node/digests.ts';

const source = await readBundle(process.argv[2] ?? '');
const { verdict } = verifyBundle({ digests }, { source, trust: [], require: [] });
console.log(JSON.stringify({ verdict, peak: process.resourceUsage().maxRSS / 1024 }));
