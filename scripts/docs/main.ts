/** @file `npm run docs`: writes the pages that are made from the program itself. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { findingsPage } from './findings-page.ts';

writeFileSync(path.join(import.meta.dirname, '../../docs/findings.md'), findingsPage());
