import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import type { DocumentText } from '../entries/entries.read-model.js';
import { EntriesService } from '../entries/entries.service.js';
import { ISSUE } from '../entries/entry-kind.js';
import type { Changes, ChangeOf } from '../entries/entry-writes.js';
import { References } from '../entries/references.js';
import type { BroaderInput, IssueChanges, NewIssue } from './issue.js';
import { type BroaderLink, IssuesRepository } from './issues.repository.js';

/** Issues: the questions that can be stood for or against, and how they make up broader ones. */
@Injectable()
export class IssuesService {
  constructor(
    private readonly repository: IssuesRepository,
    private readonly references: References,
    private readonly entries: EntriesService,
  ) {}

  /** Throws `issue/slug-taken`, `scale/unknown`, `issue/unknown`, `issue/broader-twice`. */
  async create(issue: NewIssue, author: Author): Promise<DocumentText> {
    const scaleId = await this.references.id('scale', issue.scale, '/scale');
    const broader = await this.linksOf(issue.broader ?? []);
    return this.entries.get(ISSUE, await this.repository.add(issue, scaleId, broader, author));
  }

  /** Throws `issue/not-found`, `issue/stale`, `issue/cycle`, and what `create` throws. */
  async change(changes: Changes<IssueChanges>, { reference, expected, author }: ChangeOf): Promise<DocumentText> {
    const id = await this.references.idOfUrl('issue', reference);
    const broader = changes.broader === undefined ? undefined : await this.linksOf(changes.broader ?? []);
    await this.repository.change(id, expected, changes, broader, author);
    return this.entries.get(ISSUE, id);
  }

  /** Throws `issue/not-found`, `issue/stale`, `catalog/in-use`, `catalog/retracted`. */
  async retract(reason: string, { reference, expected, author }: ChangeOf): Promise<DocumentText> {
    const id = await this.references.idOfUrl('issue', reference);
    await this.repository.retract(id, expected, reason, author);
    return this.entries.get(ISSUE, id);
  }

  private linksOf(broader: readonly BroaderInput[]): Promise<BroaderLink[]> {
    return Promise.all(
      broader.map(async ({ direction, issue, weight }, index) => ({
        broaderId: await this.references.id('issue', issue, `/broader/${index}/issue`),
        direction,
        weight,
      })),
    );
  }
}
