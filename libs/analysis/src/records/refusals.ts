import { InvalidProblem } from '@app/domain';

export const needsIssue = (): InvalidProblem =>
  InvalidProblem.at('?issue', 'timeline/rollup-needs-issue', 'Name the issue to roll up to, or leave rollup out.');
