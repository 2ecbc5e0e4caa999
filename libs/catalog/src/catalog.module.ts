import { Module } from '@nestjs/common';
import { ActorsRepository } from './actors/actors.repository.js';
import { ActorsService } from './actors/actors.service.js';
import { EntryFinder } from './bulk/entry-finder.read-model.js';
import { EntryMerge } from './bulk/entry-merge.js';
import { EntriesReadModel } from './entries/entries.read-model.js';
import { EntriesService } from './entries/entries.service.js';
import { References } from './entries/references.js';
import { EventsRepository } from './events/events.repository.js';
import { EventsService } from './events/events.service.js';
import { IssueCodingReadModel } from './issues/issue-coding.read-model.js';
import { IssueGraphReadModel } from './issues/issue-graph.read-model.js';
import { IssuesRepository } from './issues/issues.repository.js';
import { IssuesService } from './issues/issues.service.js';
import { GroupMembersReadModel } from './relations/group-members.read-model.js';
import { RelationsRepository } from './relations/relations.repository.js';
import { RelationsService } from './relations/relations.service.js';
import { ScalesRepository } from './scales/scales.repository.js';
import { ScalesService } from './scales/scales.service.js';
import { SourcesRepository } from './sources/sources.repository.js';
import { SourcesService } from './sources/sources.service.js';

const SERVICES = [
  ActorsService,
  EntriesService,
  EntryFinder,
  EntryMerge,
  EventsService,
  GroupMembersReadModel,
  IssueCodingReadModel,
  IssueGraphReadModel,
  IssuesService,
  References,
  RelationsService,
  ScalesService,
  SourcesService,
];

@Module({
  providers: [
    ...SERVICES,
    ActorsRepository,
    EntriesReadModel,
    EventsRepository,
    IssuesRepository,
    RelationsRepository,
    ScalesRepository,
    SourcesRepository,
  ],
  exports: SERVICES,
})
export class CatalogModule {}
