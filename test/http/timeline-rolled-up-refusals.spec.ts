import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('iran');
  await recording.issue('peace');
});
afterAll(() => service.close());

describe('a rollup is refused', () => {
  it.each([
    ['/v1/timeline?actor=iran&rollup=broader', '?issue', 'timeline/rollup-needs-issue'],
    ['/v1/timeline?rollup=broader', '?issue', 'timeline/rollup-needs-issue'],
    ['/v1/timeline?issue=peace&rollup=narrower', '?rollup', 'request/invalid'],
    ['/v1/timeline?issue=peace,war&rollup=broader', '?issue', 'issue/unknown'],
    ['/v1/timeline?actor=nobody&issue=peace&rollup=broader', '?actor', 'actor/unknown'],
    ['/v1/timeline?issue=peace&rollup=broader&interval=change&method=mean', '?method', 'timeline/change-is-last'],
    ['/v1/stances?actor=iran&rollup=broader', '?issue', 'stance/rollup-needs-issue'],
    ['/v1/stances?issue=peace&rollup=all', '?rollup', 'request/invalid'],
    ['/v1/positions?on=2024&issue=peace&rollup=broader', '?rollup', 'request/invalid'],
    ['/v1/shifts?issue=peace&rollup=broader', '?rollup', 'request/invalid'],
  ])('%s', async (path, pointer, code) => {
    expect(await recording.refusedGet(400, path)).toMatchObject({ code, errors: [{ pointer }] });
  });
});
