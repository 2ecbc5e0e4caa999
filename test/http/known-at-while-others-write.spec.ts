import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ACTORS) await recording.actor(slug);
  for (const slug of ISSUES) await recording.issue(slug);
  await recording.source('press');
});
afterAll(() => service.close());

const ACTORS = Array.from({ length: 6 }, (_, index) => `actor-${index}`);
const ISSUES = Array.from({ length: 6 }, (_, index) => `issue-${index}`);

/** New pairs appear, change and vanish. */
async function write(actor: string): Promise<void> {
  for (const issue of ISSUES) {
    const { id } = await recording.stance({ actor, issue, date: '2024-01-10' });
    await recording.stance({ actor, issue, date: '2024-02-10', position: -2 });
    await recording.patch(`/v1/stances/${id}`, 1, { date: '2024-01-20', position: 2 });
    if (issue.endsWith('5')) await recording.retract(`/v1/stances/${id}`);
  }
}

const QUESTIONS = [
  '/v1/timeline?issue=issue-0,issue-1,issue-2,issue-3,issue-4,issue-5&interval=month',
  '/v1/timeline?actor=actor-0,actor-1,actor-2,actor-3&interval=change',
  '/v1/timeline?issue=issue-0,issue-1,issue-2&interval=year&sensitivity=anonymous,single-source,low-grade',
  '/v1/positions?on=2024-03-01',
  '/v1/positions?on=2024-02-01',
  '/v1/shifts?limit=1000',
];

it('an answer that says what it knew can be had again, though it was given in the middle of writes', async () => {
  const answers: { url: string; bytes: string }[] = [];
  let writing = true;
  const readers = QUESTIONS.map(async (url) => {
    while (writing) {
      answers.push({ url, bytes: await recording.bytes(url) });
      await setTimeout(5);
    }
  });
  await Promise.all(ACTORS.map(write));
  writing = false;
  await Promise.all(readers);
  expect(new Set(answers.map(({ bytes }) => bytes)).size).toBeGreaterThan(50);
  const different: string[] = [];
  for (const { bytes, url } of answers) {
    const { knownAt } = JSON.parse(bytes.slice(4)) as { knownAt: string };
    if ((await recording.bytes(`${url}&knownAt=${knownAt}`)) !== bytes) different.push(`${url}&knownAt=${knownAt}`);
  }
  expect(different).toEqual([]);
}, 60_000);
