import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnswerCheck } from '../support/openapi/answer-check.js';
import { type Operation, operationsOf, readDocument } from '../support/openapi/document.js';
import { RequestArbitrary } from '../support/openapi/request-arbitrary.js';
import { type Answered, type Asked, curlOf } from '../support/openapi/requests.js';
import { World } from '../support/openapi/world.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const SEED = Number(process.env['FAST_CHECK_SEED'] ?? 20_261_124);
const RUNS = Number(process.env['FAST_CHECK_RUNS'] ?? 60);

const document = readDocument();
const check = new AnswerCheck(document);

let service: TestApp;
let world: World;
let requests: RequestArbitrary;
beforeAll(async () => {
  service = await startTestApp();
  world = await World.of(service);
  requests = new RequestArbitrary(document, world);
});
afterAll(async () => {
  world.sender.close();
  await service.close();
});

/** The status of the answer, which is as the description says. */
async function statusOf(operation: Operation, asked: Asked): Promise<number> {
  const answered = await world.sender.send(asked);
  const faults = check.faults(operation, asked, answered);
  if (faults.length > 0) {
    throw new Error(
      [curlOf(service.url, asked), `${answered.status} ${answered.text.slice(0, 2000)}`, ...faults].join('\n'),
    );
  }
  const next = nextOf(answered);
  if (next !== null && asked.method === 'GET') await lastPage(operation, { ...asked, path: next });
  return answered.status;
}

/** The page after a page is as described as well. */
async function lastPage(operation: Operation, asked: Asked): Promise<void> {
  const answered = await world.sender.send(asked);
  const faults = check.faults(operation, asked, answered);
  if (answered.status >= 400) faults.push('there is a link to it');
  if (faults.length > 0)
    throw new Error([curlOf(service.url, asked), answered.text.slice(0, 2000), ...faults].join('\n'));
}

const nextOf = ({ headers }: Answered): string | null =>
  /<([^>]*)>; rel="next"/.exec(String(headers['link']))?.[1] ?? null;

describe(`every operation answers as described (FAST_CHECK_SEED=${SEED} FAST_CHECK_RUNS=${RUNS})`, () => {
  it.each(operationsOf(document))(
    '$method $path',
    async (operation) => {
      const statuses = new Set<number>();
      const property = fc.asyncProperty(requests.of(operation), async (asked) => {
        statuses.add(await statusOf(operation, await world.ready(asked)));
      });
      // The database goes on while fast-check would shrink: the first request that fails is the one to look at.
      await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
      expect([...statuses].filter((status) => status < 300)).not.toEqual([]);
      expect([...statuses].filter((status) => status >= 400)).not.toEqual([]);
    },
    120_000 + RUNS * 100,
  );
});
