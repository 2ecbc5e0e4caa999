import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { hasSharedData, rowsOfCsv, sharedData } from '../../../../test/support/shared-data.js';
import { alignmentIndex } from './alignment-index.js';
import { ALLIANCES, answerOf, tableOf } from './support/units.js';
import { tauB } from './tau-b.js';

const TABLE = ['worked_examples', 'signorino_ritter_table6_germany_russia_1914.csv'];
const EXPECTED = ['worked_examples', 'similarity_expected.json'];

interface Published {
  readonly published: { readonly gmyrus14: Readonly<Record<string, number>> };
}

const describeWithData = hasSharedData(...TABLE) && hasSharedData(...EXPECTED) ? describe : describe.skip;

describeWithData('the table of Signorino and Ritter as distributed', () => {
  const germany: number[] = [];
  const russia: number[] = [];
  const shares: number[] = [];
  let published: Readonly<Record<string, number>>;

  beforeAll(async () => {
    for await (const row of rowsOfCsv(sharedData(...TABLE))) {
      germany.push(Number(row.gmy));
      russia.push(Number(row.rus));
      shares.push(Number(row.syscap));
    }
    published = (JSON.parse(readFileSync(sharedData(...EXPECTED), 'utf8')) as Published).published.gmyrus14;
  });

  it('gives every published figure, to its last digit', () => {
    const table = tableOf(germany, russia, ALLIANCES);
    const weighted = tableOf(germany, russia, { ...ALLIANCES, weights: Float64Array.from(shares) });
    const s = { measure: 's', range: 3 } as const;
    const figures: Record<string, number | null> = {
      tau_b: tauB(germany, russia),
      S_absolute: answerOf(table, { ...s, distance: 'linear' }).value,
      S_squared: answerOf(table, { ...s, distance: 'quadratic' }).value,
      S_absolute_capability_weighted: answerOf(weighted, { ...s, distance: 'linear' }).value,
      cohen_kappa_squared_weights: answerOf(table, { measure: 'kappa', distance: 'quadratic', range: 3 }).value,
      scott_pi_nominal: answerOf(table, { measure: 'pi', distance: 'nominal', range: 3 }).value,
      alignment_index_BenatiCapurri: alignmentIndex(table, 3),
    };
    const rounded = Object.entries(published).map(([name, figure]) => {
      const digits = String(figure).split('.')[1]!.length;
      return [name, Number(figures[name]?.toFixed(digits))];
    });
    expect(Object.fromEntries(rounded)).toEqual(published);
    expect(germany).toHaveLength(20);
  });
});
