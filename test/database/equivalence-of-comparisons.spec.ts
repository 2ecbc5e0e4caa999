import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActorsComparisonService, DatesComparisonService, PositionsService } from '@app/analysis';
import { movementOf, movementTableOf, parseEdtf } from '@app/domain';
import fc from 'fast-check';
import type pg from 'pg';
import { anySteps, runs } from '../support/stances/arbitraries.js';
import { connect } from '../support/stances/connection.js';
import { ALL_ACTS, anyDate } from '../support/stances/questions.js';
import { RandomLedger } from '../support/stances/random-ledger.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Cell {
  readonly actor: string;
  readonly issue: string;
  readonly position: number;
}

const POINTS = [-2, -1, 0, 1, 2];

const twoDates = fc.tuple(anyDate, anyDate).map((dates) => {
  const [from, to] = dates.toSorted((a, b) => (parseEdtf(a).latest! < parseEdtf(b).latest! ? -1 : 1));
  return { from: from!, to: to! };
});

describe('comparisons', () => {
  let service: TestApp;
  let client: pg.Client;
  beforeAll(async () => {
    service = await startTestApp();
    client = await connect(service.database.url);
  });
  afterAll(async () => {
    await client.end();
    await service.close();
  });

  it('of two dates and of two actors are made of the positions on their days', async () => {
    const dates = service.app.get(DatesComparisonService);
    const actors = service.app.get(ActorsComparisonService);
    const positions = service.app.get(PositionsService);
    const anyAge = fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(anySteps({ pairs: 4, steps: 6 }), twoDates, anyAge, async (steps, { from, to }, maxAge) => {
        const ledger = await RandomLedger.make(client, { actors: 2, issues: 2 });
        await ledger.take(steps);
        const actor = [...new Set(ledger.pairs.map((pair) => pair.actor))];
        const issue = [...new Set(ledger.pairs.map((pair) => pair.issue))];
        const cellsOn = async (on: string): Promise<Map<string, Cell>> => {
          const { cells } = await positions.of({ actor, issue, on, maxAge });
          return new Map((JSON.parse(cells) as Cell[]).map((cell) => [`${cell.actor} ${cell.issue}`, cell]));
        };
        const [before, after] = [await cellsOn(from), await cellsOn(to)];
        const cellOf = (pair: Omit<Cell, 'position'>, side: object | null) =>
          side === null ? undefined : { ...pair, ...side };

        for (const more of [{}, { act: [...ALL_ACTS] }, { knownAt: ledger.moments.at(-1) }]) {
          const { issues } = await dates.of({ actor, issue, from, to, maxAge, ...more });
          const rows = issues.flatMap((each) => each.actors);
          expect(new Set(rows.map((row) => `${row.actor} ${row.issue}`))).toEqual(
            new Set([...before.keys(), ...after.keys()]),
          );
          for (const row of rows) {
            const pair = { actor: row.actor, issue: row.issue };
            const [first, second] = [before, after].map((cells) => cells.get(`${row.actor} ${row.issue}`));
            expect([cellOf(pair, row.from), cellOf(pair, row.to)]).toEqual([first, second]);
            const readings = { from: first?.position ?? null, to: second?.position ?? null };
            expect(row).toMatchObject(movementOf(readings));
          }
          for (const { actors: own, issue: slug, ...table } of issues) {
            expect(own.every((row) => row.issue === slug)).toBe(true);
            const readings = own.map((row) => ({ from: row.from?.position ?? null, to: row.to?.position ?? null }));
            expect(table).toMatchObject(movementTableOf(POINTS, readings));
          }

          const [a, b] = actor as [string, string];
          const compared = await actors.of({ a, b, issue, on: to, maxAge, ...more });
          expect(compared.issues.map((each) => each.issue).toSorted()).toEqual(
            issue.filter((each) => [a, b].some((one) => after.has(`${one} ${each}`))).toSorted(),
          );
          for (const each of compared.issues) {
            expect([
              cellOf({ actor: a, issue: each.issue }, each.a),
              cellOf({ actor: b, issue: each.issue }, each.b),
            ]).toEqual([after.get(`${a} ${each.issue}`), after.get(`${b} ${each.issue}`)]);
          }
        }
      }),
      runs(25),
    );
  });
});
