import { InvalidProblem } from '@app/domain';

/** Throws `analysis/actor-twice` where a list names an actor twice, by slug or by id. */
export function assertEachOnce(ids: readonly string[], asked: readonly string[], pointer: string): void {
  const twice = asked[ids.findIndex((id, index) => ids.indexOf(id) !== index)];
  if (twice === undefined) return;
  throw InvalidProblem.at(pointer, 'analysis/actor-twice', `"${twice}" is named twice; name each actor once.`);
}

export const needsIssue = (): InvalidProblem =>
  InvalidProblem.at('?issue', 'timeline/rollup-needs-issue', 'Name the issue to roll up to, or leave rollup out.');
