export { CatalogModule } from './catalog.module.js';
export {
  EntryFinder,
  type FoundBearer,
  type FoundCoding,
  type FoundEntryRow,
  type StandingEntry,
} from './bulk/entry-finder.read-model.js';
export { EntryMerge } from './bulk/entry-merge.js';
export { EntryStage } from './bulk/entry-stage.js';
export { nextEntry } from './bulk/next-entry.js';
export { EntrySieve } from './bulk/entry-sieve.js';
export { FAULTS_FETCHED, RefusedLines } from './bulk/refused-lines.js';
export type {
  BulkKind,
  EntryClash,
  EntryCounts,
  NewCatalogEntry,
  StagedEntry,
  StagedFault,
  StagedFaults,
  StagedPlace,
} from './bulk/staged-entry.js';
export type { ActorIdentifierInput, ActorNameInput, NewActor } from './actors/actor.js';
export { ActorsService } from './actors/actors.service.js';
export type { DocumentText } from './entries/entries.read-model.js';
export { EntriesService, type ListRequest, type Page } from './entries/entries.service.js';
export { ACTOR, EVENT, ISSUE, RELATION, SCALE, SOURCE, type EntryKind } from './entries/entry-kind.js';
export { signed, type ChangeOf, type Changes, type Noted } from './entries/entry-writes.js';
export { notFound, References } from './entries/references.js';
export type { NewEvent, ParticipantInput } from './events/event.js';
export { EventsService } from './events/events.service.js';
export { IssueCodingReadModel, type IssueCoding } from './issues/issue-coding.read-model.js';
export { type IssueRollup, IssueGraphReadModel } from './issues/issue-graph.read-model.js';
export type { BroaderInput, IssueChanges, NewIssue } from './issues/issue.js';
export { IssuesService } from './issues/issues.service.js';
export { type GroupMember, GroupMembersReadModel } from './relations/group-members.read-model.js';
export type { NewRelation, RelationChanges } from './relations/relation.js';
export { RelationsService } from './relations/relations.service.js';
export type { NewScale } from './scales/scale-entry.js';
export { ScalesService } from './scales/scales.service.js';
export type { NewSource } from './sources/source.js';
export { SourcesService } from './sources/sources.service.js';
