import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '@app/database';

/** The article that the demonstration data were coded from; it lies beside the project, not in it. */
const ARTICLE = path.join(projectRoot(), '..', 'shared', 'data', 'seed', '000_709b0aa05fe46f16.txt');

export const hasArticle = (): boolean => existsSync(ARTICLE);

/** Its paragraphs, from the first. */
export const paragraphs = (): string[] =>
  readFileSync(ARTICLE, 'utf8')
    .split('\n')
    .filter((paragraph) => paragraph.trim() !== '');
