import { Recording } from './recording.js';
import type { TestApp } from './test-app.js';

/** So many people with a key of their own each, in the order of their names, and the names. */
export async function codersOf(service: TestApp, count: number): Promise<{ name: string; recording: Recording }[]> {
  const coders: { name: string; recording: Recording }[] = [];
  for (let i = 0; i < count; i++) {
    const recording = new Recording(service, await service.keyFor('write:stances'));
    coders.push({ name: `key ${i + 2}`, recording });
  }
  return coders;
}

/**
 * Records codings of `issue`, of which unit 1 is what `actor` said on 1 March 2024, unit 2 the day after, and so on.
 * @param codings `codings[coder][unit]`; what is missing is left out, but of the last coder recorded without a position
 */
export async function recordCodings(
  coders: readonly { readonly recording: Recording }[],
  codings: readonly (readonly (number | null)[])[],
  { actor, issue }: { readonly actor: string; readonly issue: string },
): Promise<void> {
  for (const [coder, coding] of codings.entries()) {
    for (const [unit, position] of coding.entries()) {
      if (position === null && coder < codings.length - 1) continue;
      const date = `2024-03-${String(unit + 1).padStart(2, '0')}`;
      await coders[coder]!.recording.stance({ actor, issue, date, position });
    }
  }
}
