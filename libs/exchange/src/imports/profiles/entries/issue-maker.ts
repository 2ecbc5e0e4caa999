import type { BroaderInput, NewIssue } from '@app/catalog';
import type { IssueSpec } from '../document/profile-document.js';
import type { RowState } from '../values/row-state.js';
import type { Scope } from '../values/scope.js';
import { compileValue } from '../values/value.js';
import { oneOf, reference, slug, words } from './checks.js';
import { neededField } from './field.js';
import { compileList, firstTwice, type ItemReading } from './list.js';
import { compileMention } from './mention.js';
import { type EntryMaker, MOST, neededPart, optionalPart, type Part, readAll, tooMany } from './entry-maker.js';
import { shown } from '../values/shown.js';

const MOST_WEIGHT = 1_000_000;

export function compileIssue(spec: IssueSpec, scope: Scope, pointer: string): EntryMaker {
  const slugValue = compileValue(spec.slug, scope, `${pointer}/slug`);
  const text = (name: 'description' | 'codingRule' | 'changeNote', most: number): Part =>
    optionalPart(spec[name], words(most), scope, `${pointer}/${name}`);
  const absence = optionalPart(
    spec.absenceCarriesPosition,
    oneOf(['true', 'false']),
    scope,
    `${pointer}/absenceCarriesPosition`,
  );
  const fields = {
    slug: neededPart(neededField(spec.slug, slug, scope, `${pointer}/slug`)),
    name: neededPart(neededField(spec.name, words(500), scope, `${pointer}/name`)),
    proposition: neededPart(neededField(spec.proposition, words(2000), scope, `${pointer}/proposition`)),
    scale: neededPart(neededField(spec.scale, reference, scope, `${pointer}/scale`)),
    description: text('description', 10_000),
    codingRule: text('codingRule', 10_000),
    absenceCarriesPosition: {
      ...absence,
      read: (row: RowState) => {
        const written = absence.read(row);
        return written === undefined ? undefined : written === 'true';
      },
    },
    broader: compileList(spec.broader, broaderOf, scope, `${pointer}/broader`),
    changeNote: text('changeNote', 2000),
  };
  return {
    slug: slugValue,
    make: (row) => {
      const entry = readAll<NewIssue>(fields, row);
      if (entry === undefined || !isLinkedOnce(entry, row, slugValue)) return undefined;
      return { kind: 'issue', entry };
    },
  };
}

function broaderOf(
  spec: NonNullable<IssueSpec['broader']>[number],
  scope: Scope,
  pointer: string,
): ItemReading<BroaderInput> {
  const issue = compileMention('issue', spec.issue, compileIssue, scope, `${pointer}/issue`);
  const direction = neededField(spec.direction ?? 1, oneOf(['1', '-1']), scope, `${pointer}/direction`);
  const weight = neededField(spec.weight ?? 1, positive, scope, `${pointer}/weight`);
  return (row) => {
    const broader = issue(row);
    if (broader === null) return null;
    const fields = { direction: direction(row), weight: weight(row) };
    if (broader === undefined || fields.direction === undefined || fields.weight === undefined) return undefined;
    return { issue: broader, direction: fields.direction === '1' ? 1 : -1, weight: Number(fields.weight) };
  };
}

function positive(written: string): string | null {
  const number = /^\d+(\.\d+)?$/.test(written) ? Number(written) : 0;
  return number > 0 && number <= MOST_WEIGHT
    ? null
    : `${shown(written)} is not a number above zero and at most ${MOST_WEIGHT}, such as 1 or 0.5.`;
}

function isLinkedOnce({ slug: own, broader = [] }: NewIssue, row: RowState, { origin }: EntryMaker['slug']): boolean {
  if (tooMany(row, origin, 'broader issues', broader, MOST.broader)) return false;
  const twice = firstTwice(broader, ({ issue }) => issue);
  if (twice !== undefined) {
    const detail = `The issue "${own}" has the broader issue "${twice}" twice. Leave one out.`;
    row.fault(origin, twice, 'import/value', detail);
    return false;
  }
  if (!broader.some(({ issue }) => issue === own)) return true;
  row.fault(origin, own, 'issue/cycle', `The issue "${own}" cannot be broader than itself. Leave it out of the list.`);
  return false;
}
