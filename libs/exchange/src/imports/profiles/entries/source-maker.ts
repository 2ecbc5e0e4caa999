import type { NewSource } from '@app/catalog';
import { Reliability } from '@app/database';
import type { SourceSpec } from '../document/profile-document.js';
import type { Scope } from '../values/scope.js';
import { compileValue } from '../values/value.js';
import { language, oneOf, slug, webAddress, words } from './checks.js';
import { datePart, type EntryMaker, neededPart, optionalPart, readAll } from './entry-maker.js';
import { neededField } from './field.js';

const GRADES = Object.values(Reliability);

export function compileSource(spec: SourceSpec, scope: Scope, pointer: string): EntryMaker {
  const fields = {
    slug: neededPart(neededField(spec.slug, slug, scope, `${pointer}/slug`)),
    title: neededPart(neededField(spec.title, words(1000), scope, `${pointer}/title`)),
    publisher: optionalPart(spec.publisher, words(500), scope, `${pointer}/publisher`),
    url: optionalPart(spec.url, webAddress, scope, `${pointer}/url`),
    archiveUrl: optionalPart(spec.archiveUrl, webAddress, scope, `${pointer}/archiveUrl`),
    date: datePart(spec.date, scope, `${pointer}/date`),
    language: optionalPart(spec.language, language, scope, `${pointer}/language`),
    reliability: neededPart(neededField(spec.reliability, oneOf(GRADES), scope, `${pointer}/reliability`)),
    note: optionalPart(spec.note, words(10_000), scope, `${pointer}/note`),
    changeNote: optionalPart(spec.changeNote, words(2000), scope, `${pointer}/changeNote`),
  };
  return {
    slug: compileValue(spec.slug, scope, `${pointer}/slug`),
    make: (row) => {
      const entry = readAll<NewSource>(fields, row);
      return entry && { kind: 'source', entry };
    },
  };
}
