import type { Recording } from './recording.js';

type Vote = 1 | 0 | -1 | 'absent' | null;

/**
 * Eight roll calls of two sessions below the issue `assembly`, the second of weight 3, and what five actors did in each:
 * alfa, bravo, charlie, and delta and echo, who always said yes in the first five. Null: no record.
 */
export const VOTES: Readonly<Record<string, readonly Vote[]>> = {
  alfa: [1, 1, 1, 1, 1, 1, -1, -1],
  bravo: [1, 1, 0, -1, 'absent', 1, -1, 1],
  charlie: [1, -1, -1, 0, 1, null, -1, -1],
};

/** Always yes, in the first five. */
export const YES_SAYERS = ['delta', 'echo'] as const;

const ROLL_CALLS = 8;
const HEAVY = 2;

/** Records the assembly; roll calls are called roll-1 to roll-8, of 2020 and 2021, in session-1 and session-2. */
export async function recordAssembly(recording: Recording, votes = VOTES): Promise<void> {
  await recording.source('press');
  await recording.issue('assembly', { scale: 'vote-3' });
  await recording.event('session-1', { date: '2020' });
  await recording.event('session-2', { date: '2021' });
  for (let roll = 1; roll <= ROLL_CALLS; roll++) {
    const broader = [{ issue: 'assembly', weight: roll === HEAVY ? 3 : 1, direction: 1 }];
    await recording.issue(`roll-${roll}`, { scale: 'vote-3', broader });
  }
  for (const [actor, own] of Object.entries(votes)) {
    await recording.actor(actor);
    for (const [index, vote] of own.entries()) if (vote !== null) await recordVote(recording, actor, index + 1, vote);
  }
}

/** One vote, or absence, in a roll call. */
export const recordVote = (recording: Recording, actor: string, roll: number, vote: 1 | 0 | -1 | 'absent') => {
  const session = roll <= ROLL_CALLS / 2 ? 1 : 2;
  return recording.stance({
    actor,
    issue: `roll-${roll}`,
    event: `session-${session}`,
    date: session === 1 ? `2020-0${roll}-10` : `2021-0${roll}-10`,
    ...(vote === 'absent' ? { act: 'ABSENCE', position: null } : { act: 'VOTE', position: vote }),
  });
};
