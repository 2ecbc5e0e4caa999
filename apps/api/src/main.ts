import 'reflect-metadata';
import { Problem } from '@app/domain';
import { serve } from './serve.js';
import { readSettings } from './settings.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  await serve(readSettings(process.env), say);
} catch (error) {
  // A sentence for what can be foreseen; everything for what cannot.
  process.stderr.write(`${error instanceof Problem ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
