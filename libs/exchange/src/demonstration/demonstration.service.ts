import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  ActorsService,
  EventsService,
  IssuesService,
  type NewActor,
  type NewEvent,
  type NewIssue,
  type NewRelation,
  type NewSource,
  RelationsService,
  SourcesService,
} from '@app/catalog';
import { projectRoot, Reader } from '@app/database';
import { ConflictProblem } from '@app/domain';
import { type NewStance, StancesService } from '@app/ledger';

const AUTHOR = { name: 'demonstration' };
const ALREADY_THERE = /^([a-z]+\/slug-taken|stance\/external-id-taken)$/;

/** Records the news article that ships with the project, through the same services as anybody's records. */
@Injectable()
export class DemonstrationService {
  constructor(
    private readonly reader: Reader,
    private readonly actors: ActorsService,
    private readonly issues: IssuesService,
    private readonly sources: SourcesService,
    private readonly events: EventsService,
    private readonly relations: RelationsService,
    private readonly stances: StancesService,
  ) {}

  /** How many records were added; none where somebody else has recorded anything. Takes up where it was cut off. */
  async load(): Promise<number> {
    if (!(await this.isOurs())) return 0;
    const { actors, events, issues, relations, sources, stances } = this;
    return (
      (await each<NewActor>('actors', (actor) => actors.create(actor, AUTHOR))) +
      (await each<NewIssue>('issues', (issue) => issues.create(issue, AUTHOR))) +
      (await each<NewSource>('sources', (source) => sources.create(source, AUTHOR))) +
      (await each<NewEvent>('events', (event) => events.create(event, AUTHOR))) +
      (await each<NewRelation>('relations', (relation) => relations.create(relation, AUTHOR))) +
      (await each<NewStance>('stances', (stance) => stances.record(stance, AUTHOR)))
    );
  }

  private async isOurs(): Promise<boolean> {
    const row = await this.reader.row<{ ours: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM actor WHERE recorded_by <> $1) AND NOT EXISTS (SELECT FROM stance WHERE recorded_by <> $1) AS ours`,
      [AUTHOR.name],
    );
    return row?.ours ?? false;
  }
}

/** Adds what a file lists, one after the other, since later entries may refer to earlier ones. */
async function each<Entry>(name: string, add: (entry: Entry) => Promise<unknown>): Promise<number> {
  const file = path.join(projectRoot(), 'prisma', 'demonstration', `${name}.json`);
  const entries = JSON.parse(await readFile(file, 'utf8')) as Entry[];
  let added = 0;
  for (const entry of entries) {
    try {
      await add(entry);
      added += 1;
    } catch (error) {
      if (!(error instanceof ConflictProblem && ALREADY_THERE.test(error.code))) throw error;
    }
  }
  return added;
}
