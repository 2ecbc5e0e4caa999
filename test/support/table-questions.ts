/** To the demonstration data with some shifts: of every table at least one question that has rows, and one that has none. */
export const TABLE_QUESTIONS: readonly (readonly [path: string, query: string, hasRows: boolean])[] = [
  ['/v1/timeline', 'issue=un-envoy&from=2023-11&to=2024-03&fill=previous', true],
  ['/v1/timeline', 'issue=un-envoy&interval=change', true],
  ['/v1/timeline', 'issue=un-envoy&interval=day&method=mean', true],
  ['/v1/timeline', 'actor=taliban&from=1990&to=1991', false],
  ['/v1/positions', 'on=2024-03', true],
  ['/v1/positions', 'on=1990&actor=iran', false],
  ['/v1/shifts', 'limit=1000', true],
  ['/v1/shifts', 'until=1990', false],
];
