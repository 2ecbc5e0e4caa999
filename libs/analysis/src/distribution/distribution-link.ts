import { linkTo } from '../records/links.js';
import { type RecordSelection, selectionParameters } from '../records/record-filters.js';
import type { ScopeRequest } from './distribution-scope.service.js';
import type { Places, PlacesRequest } from './places.js';

/** Actors that a list of stances can be asked for at once. */
const ACTORS_OF_A_LIST = 500;

/**
 * The list of the records of these actors, up to the day asked about or of the interval or event that it is expanded
 * with. Of more actors than a list can be asked for it lists those of all.
 */
export function distributionLink(
  request: RecordSelection & ScopeRequest & PlacesRequest,
  { asked }: Places,
  actors: readonly string[] | undefined,
  knownAt: string,
): string {
  const isOneIssue = request.issue?.length === 1 && request.rollup === undefined;
  const { event, ...selection } = selectionParameters(request);
  const atEvents = 'events' in asked;
  const day = atEvents || request.on === undefined ? undefined : asked[0];
  const ofItems = [
    ...(isOneIssue ? [] : ['issue']),
    ...(atEvents ? ['event'] : []),
    ...(atEvents || day !== undefined ? [] : ['from', 'to']),
  ];
  const parameters = {
    actor: actors !== undefined && actors.length <= ACTORS_OF_A_LIST ? actors : undefined,
    issue: isOneIssue ? request.issue : undefined,
    from: day?.first,
    to: day?.last,
    ...selection,
    event: atEvents ? undefined : event,
    knownAt,
  };
  return linkTo('/v1/stances', parameters, ofItems.length === 0 ? '' : `{&${ofItems.join(',')}}`);
}
