/** @file `npm run docs`: writes the pages and the JSON Schemas that are made from the program itself. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { causesPage } from './causes-page.ts';
import { faultsPage } from './faults-page.ts';
import { formats, schemaText } from '../schemas/formats.ts';
import { findingsPage } from './findings-page.ts';

const docs = path.join(import.meta.dirname, '../../docs');
writeFileSync(path.join(docs, 'findings.md'), findingsPage());
writeFileSync(path.join(docs, 'faults.md'), faultsPage());
writeFileSync(path.join(docs, 'causes.md'), causesPage());

const schemas = path.join(import.meta.dirname, '../../resources/schemas');
for (const [name, format] of Object.entries(formats))
  writeFileSync(path.join(schemas, `${name}.schema.json`), schemaText(format));
