import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { describeApi } from '../../dist/apps/api/src/openapi.js';
import { at } from './project.mjs';

const file = at('docs', 'openapi.json');
const text = `${JSON.stringify(await describeApi(), null, 2)}\n`;
if (process.argv.includes('--check')) {
  if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error('docs/openapi.json is not what the code says: run "npm run openapi" and commit the file.');
    process.exit(1);
  }
  console.log('docs/openapi.json is what the code says');
} else {
  await writeFile(file, text);
  console.log('Wrote docs/openapi.json');
}
process.exit(0);
