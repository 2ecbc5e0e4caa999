import { Recording } from './recording.js';
import type { TestApp } from './test-app.js';

/**
 * Records shifts beside the demonstration data, which have none: there and back, and one whose days are not known; a deed
 * beside words; and what somebody else has coded alike.
 */
export async function recordSomeShifts(service: TestApp): Promise<void> {
  const recording = new Recording(service);
  await recording.source('press');
  const held = [
    ['qatar', '2001-03', 2],
    ['qatar', '2003', -1],
    ['qatar', '2005-01-01', 2],
    ['hamas', '../1999', 1],
    ['hamas', '2002', -2],
  ] as const;
  for (const [actor, date, position] of held) await recording.stance({ actor, issue: 'un-envoy', date, position });
  for (const act of ['STATEMENT', 'ACTION']) {
    await recording.stance({ actor: 'hamas', issue: 'recognition', date: '2006', position: 1, act });
  }
  const other = new Recording(service, await service.keyFor('write:stances'));
  await other.stance({ actor: 'hamas', issue: 'un-envoy', date: '2002', position: -2 });
}
