import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Figure, type Verification, VerificationService } from '@app/analysis';
import fc from 'fast-check';
import type pg from 'pg';
import { anySteps, runs, type Step } from '../support/stances/arbitraries.js';
import { connect } from '../support/stances/connection.js';
import { anyDate, anyTimelineQuestion, anyWindow } from '../support/stances/questions.js';
import { denseFrom, RandomLedger } from '../support/stances/random-ledger.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

type Requests = { readonly [Of in Figure['of']]: Extract<Figure, { of: Of }>['request'] };

/** What a superuser can do past every trigger. */
async function unseen(client: pg.Client, table: string, sql: string, values: readonly unknown[]): Promise<void> {
  await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
  await client.query(sql, [...values]);
  await client.query(`ALTER TABLE ${table} ENABLE TRIGGER ALL`);
}

let service: TestApp;
let verification: VerificationService;
let client: pg.Client;

beforeAll(async () => {
  service = await startTestApp();
  verification = service.app.get(VerificationService);
  client = await connect(service.database.url);
  await denseFrom(client, 5);
});

afterAll(async () => {
  await client.end();
  await service.close();
});

async function ledgerOf(steps: readonly Step[]): Promise<RandomLedger> {
  const ledger = await RandomLedger.make(client, { actors: 2, issues: 2 });
  await ledger.take(steps);
  return ledger;
}

const scopeOf = ({ pairs }: RandomLedger): { readonly actor: string[]; readonly issue: string[] } => ({
  actor: [...new Set(pairs.map(({ actor }) => actor))],
  issue: [...new Set(pairs.map(({ issue }) => issue))],
});

const AGREEMENT: Requests['agreement'] = {
  measures: ['identical', 'graded', 's'],
  abstention: 'position',
  absence: 'half',
  unanimous: 'kept',
  weights: 'equal',
  minN: 1,
  bootstrap: 0,
  seed: 1,
};

const MEASURES = { measures: ['hix-noury-roland', 'consensus'], minN: 1 } as const;

async function assertAgrees(figure: Figure): Promise<Verification> {
  const verified = await verification.of(figure);
  if (verified.agrees) return verified;
  throw new Error(`${JSON.stringify(figure)}: ${JSON.stringify(verified.differences, null, 1)}`);
}

describe('figures on a ledger by chance', () => {
  it('agree with its records: timelines', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 5 }),
        fc.array(anyTimelineQuestion, { minLength: 3, maxLength: 3 }),
        fc.constantFrom<Partial<Requests['timeline']>>(
          {},
          { from: undefined },
          { to: undefined },
          { act: ['VOTE', 'ABSENCE'] },
        ),
        async (steps, questions, more) => {
          const ledger = await ledgerOf(steps);
          for (const question of questions) {
            const request = { ...scopeOf(ledger), ...question, ...more };
            compared += (await assertAgrees({ of: 'timeline', request })).compared;
            await assertAgrees({ of: 'timeline', request: { ...request, knownAt: ledger.moments[0] } });
          }
        },
      ),
      runs(25),
    );
    expect(compared).toBeGreaterThan(10_000);
  });

  it('agree with its records: timelines by change, without some records, and of an actor', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 5 }),
        anyWindow,
        fc.constantFrom('previous' as const, 'none' as const),
        async (steps, window, fill) => {
          const ledger = await ledgerOf(steps);
          const { actor, issue } = scopeOf(ledger);
          const sensitivity = ['low-grade', 'single-source'] as const;
          const request = { ...window, fill, method: 'last', sensitivity } as const;
          compared += (await assertAgrees({ of: 'timeline', request: { ...request, actor, interval: 'change' } }))
            .compared;
          await assertAgrees({ of: 'timeline', request: { ...request, issue, interval: 'quarter' } });
        },
      ),
      runs(20),
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it('agree with its records: positions, cohesion and polarization', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 5 }),
        fc.array(anyDate, { minLength: 3, maxLength: 3 }),
        anyWindow,
        fc.constantFrom(undefined, 0, 60, 500),
        async (steps, days, window, maxAge) => {
          const ledger = await ledgerOf(steps);
          const scope = scopeOf(ledger);
          for (const knownAt of [undefined, ledger.moments[0]]) {
            for (const on of [...days, '2030']) {
              const request = { ...scope, on, maxAge, knownAt };
              compared += (await assertAgrees({ of: 'positions', request })).compared;
              await assertAgrees({ of: 'cohesion', request: { ...request, ...MEASURES } });
            }
            const request = { ...scope, ...window, interval: 'month', maxAge, knownAt } as const;
            await assertAgrees({ of: 'cohesion', request: { ...request, ...MEASURES } });
            await assertAgrees({
              of: 'polarization',
              request: { ...request, interval: 'year', measures: ['esteban-ray'], minN: 1 },
            });
          }
        },
      ),
      runs(20),
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it('agree with its records: agreement', async () => {
    let common = 0;
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 5 }),
        fc.constantFrom<Partial<Requests['agreement']>>(
          {},
          { absence: 'dropped', unanimous: 'dropped' },
          { abstention: 'dropped', bootstrap: 10 },
          { act: ['VOTE', 'ABSENCE'] },
        ),
        fc.oneof(
          anyWindow,
          anyWindow.map(({ from }) => ({ from })),
          anyWindow.map(({ to }) => ({ to })),
        ),
        async (steps, more, window) => {
          const ledger = await ledgerOf(steps);
          const request = { ...AGREEMENT, ...scopeOf(ledger), ...window, ...more };
          await assertAgrees({ of: 'agreement', request });
          await assertAgrees({ of: 'agreement', request: { ...request, knownAt: ledger.moments[0] } });
          common += (await assertAgrees({ of: 'agreement', request: { ...request, from: undefined, to: undefined } }))
            .compared;
        },
      ),
      runs(40),
    );
    expect(common).toBeGreaterThan(500);
  });
});

describe('a figure disagrees with its records', () => {
  const record = (pair: number, day: number, position: number) =>
    ({
      pair,
      position,
      act: 'VOTE',
      credibility: 2,
      isDuration: false,
      earliest: 19_000 + day,
      latest: 19_000 + day,
    }) as const;
  const ledger = (): Promise<RandomLedger> =>
    ledgerOf([
      {
        do: 'add',
        together: true,
        records: [
          ...[0, 1, 2, 3].map((pair) => record(pair, 0, 1)),
          ...[1, 2, 3, 4, 5].map((day) => record(0, day, -1)),
        ],
      },
    ]);
  const differences = async (figure: Figure): Promise<readonly string[]> => {
    const verified = await verification.of(figure);
    expect(verified.agrees).toBe(false);
    return verified.differences.map(
      ({ answered, pointer, recomputed }) => `${pointer} ${String(answered)} ${String(recomputed)}`,
    );
  };
  const tamper = (table: string, change: string, { pairs: [pair] }: RandomLedger, and = ''): Promise<void> =>
    unseen(client, table, `${change} WHERE actor_id = $1 AND issue_id = $2 ${and}`, [pair!.actorId, pair!.issueId]);

  afterEach(() => client.query('SELECT rebuild_series()'));

  it('where the current state is not what the records say', async () => {
    const made = await ledger();
    const scope = scopeOf(made);
    await tamper('stance_current', 'UPDATE stance_current SET position = 2, lowest = 2', made);
    expect(await differences({ of: 'positions', request: { ...scope, on: '2030' } })).toEqual([
      '/cells/0/position 2 -1',
      '/cells/0/score 1 -0.5',
      '/cells/0/contested true false',
    ]);
    expect(await differences({ of: 'agreement', request: { ...AGREEMENT, ...scope } })).toContain(
      '/items/1/value 0.875 0.75',
    );
    expect(await differences({ of: 'cohesion', request: { ...MEASURES, ...scope, on: '2030' } })).toContain(
      '/items/0/value 1 0.25',
    );
    const { agrees } = await verification.of({ of: 'positions', request: { ...scope, on: '2030', act: ['VOTE'] } });
    expect(agrees).toBe(true);
  });

  it('where a pair is missing from the current state', async () => {
    const made = await ledger();
    await tamper('stance_current', 'DELETE FROM stance_current', made);
    const { actor, issue } = scopeOf(made);
    expect(await differences({ of: 'positions', request: { actor, issue, on: '2030' } })).toContain(
      '/cells/3/actor undefined actor-' + actor[1]!.slice('actor-'.length),
    );
    const request = { actor, interval: 'month', method: 'last', fill: 'none' } as const;
    expect(await differences({ of: 'timeline', request })).toContain(`/series/3/issue undefined ${issue[0]}`);
  });

  it('where a month is not what its records say', async () => {
    const made = await ledger();
    const figure = {
      of: 'timeline',
      request: { ...scopeOf(made), interval: 'month', method: 'mean', fill: 'none' },
    } as const;
    await tamper(
      'stance_month',
      `UPDATE stance_month SET cluster = jsonb_set(cluster::jsonb, '{4}', '{"-1": 4, "1": 2}')::json`,
      made,
    );
    expect(await differences(figure)).toEqual(
      expect.arrayContaining(['/series/0/points/0/counts/-1 4 5', '/series/0/points/0/counts/1 2 1']),
    );
  });

  it('where a record was given other days than it has in writing', async () => {
    const made = await ledger();
    await tamper(
      'stance',
      `UPDATE stance SET earliest = '2029-01-01', latest = '2029-01-01'`,
      made,
      'AND position = 1',
    );
    const request = { ...scopeOf(made), on: '2030', act: ['VOTE' as const] };
    expect(await differences({ of: 'positions', request })).toContain('/cells/0/position 1 -1');
  });
});
