import type { NewSource } from '@app/catalog';
import { Reliability } from '@app/database';
import type { SourceSpec } from '../document/profile-document.js';
import { compileDate } from '../values/date-value.js';
import type { Scope } from '../values/scope.js';
import { compileValue } from '../values/value.js';
import { language, oneOf, slug, webAddress, words } from './checks.js';
import { edtfOf, type EntryMaker, readAll } from './entry-maker.js';
import { neededField, optionalField } from './field.js';

const GRADES = Object.values(Reliability);

export function compileSource(spec: SourceSpec, scope: Scope, pointer: string): EntryMaker {
  const fields = {
    slug: neededField(spec.slug, slug, scope, `${pointer}/slug`),
    title: neededField(spec.title, words(1000), scope, `${pointer}/title`),
    publisher: optionalField(spec.publisher, words(500), scope, `${pointer}/publisher`),
    url: optionalField(spec.url, webAddress, scope, `${pointer}/url`),
    archiveUrl: optionalField(spec.archiveUrl, webAddress, scope, `${pointer}/archiveUrl`),
    date: edtfOf(spec.date === undefined ? null : compileDate(spec.date, scope, `${pointer}/date`)),
    language: optionalField(spec.language, language, scope, `${pointer}/language`),
    reliability: neededField(spec.reliability, oneOf(GRADES), scope, `${pointer}/reliability`),
    note: optionalField(spec.note, words(10_000), scope, `${pointer}/note`),
    changeNote: optionalField(spec.changeNote, words(2000), scope, `${pointer}/changeNote`),
  };
  return {
    slug: compileValue(spec.slug, scope, `${pointer}/slug`),
    make: (row) => {
      const entry = readAll<NewSource>(fields, row);
      return entry && { kind: 'source', entry };
    },
  };
}
