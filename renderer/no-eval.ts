/**
 * @file Imported before anything else: zod compiles its checks where it may, when a schema is made, and the policy of
 * this page forbids that. The attempt would be reported on each start.
 */
import { z } from 'zod';

z.config({ jitless: true });
