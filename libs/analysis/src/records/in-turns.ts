import { setImmediate } from 'node:timers/promises';

/** How long other requests may be kept waiting at a stretch. */
const TURN_MILLISECONDS = 25;

/** Does `work` for each of many, in their order, and lets other requests have their turn in between. */
export async function inTurns<Each, Made>(many: readonly Each[], work: (each: Each) => Made): Promise<Made[]> {
  const made: Made[] = [];
  let until = performance.now() + TURN_MILLISECONDS;
  for (const each of many) {
    made.push(work(each));
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + TURN_MILLISECONDS;
  }
  return made;
}
