import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { Writes } from '@app/database';
import { type Changes, revise, signed } from '../entries/entry-writes.js';
import type { IssueChanges, NewIssue } from './issue.js';

/** A broader link whose issue has been found. */
export interface BroaderLink {
  readonly broaderId: string;
  readonly direction: number;
  readonly weight: number;
}

@Injectable()
export class IssuesRepository {
  constructor(private readonly writes: Writes) {}

  /** The new issue's id. */
  add(issue: NewIssue, scaleId: string, broader: readonly BroaderLink[], author: Author): Promise<string> {
    const { absenceCarriesPosition, codingRule, description, name, proposition, slug } = issue;
    const data = {
      slug,
      name,
      proposition,
      scaleId,
      description: description ?? null,
      codingRule: codingRule ?? null,
      absenceCarriesPosition: absenceCarriesPosition ?? false,
      ...signed(author, issue),
    };
    return this.writes.run(async (transaction) => {
      const { id } = await transaction.issue.create({ data, select: { id: true } });
      await transaction.issueBroader.createMany({ data: broader.map((link) => ({ issueId: id, ...link })) });
      return id;
    });
  }

  /** `broader` replaces all links; undefined leaves them. */
  change(
    id: string,
    expected: number | null,
    changes: Changes<IssueChanges>,
    broader: readonly BroaderLink[] | undefined,
    author: Author,
  ): Promise<void> {
    const { absenceCarriesPosition, codingRule, description, name, proposition } = changes;
    const data = {
      ...(name ? { name } : {}),
      ...(proposition ? { proposition } : {}),
      ...(description === undefined ? {} : { description }),
      ...(codingRule === undefined ? {} : { codingRule }),
      ...(absenceCarriesPosition === undefined ? {} : { absenceCarriesPosition: absenceCarriesPosition ?? false }),
      ...signed(author, changes),
    };
    return this.writes.run(async (transaction) => {
      await revise(transaction.issue, 'issue', id, expected, data);
      if (broader === undefined) return;
      await transaction.issueBroader.deleteMany({ where: { issueId: id } });
      await transaction.issueBroader.createMany({ data: broader.map((link) => ({ issueId: id, ...link })) });
    });
  }

  retract(id: string, expected: number | null, reason: string, author: Author): Promise<void> {
    const data = { status: 'RETRACTED', ...signed(author, { changeNote: reason }) };
    return this.writes.run((transaction) => revise(transaction.issue, 'issue', id, expected, data));
  }
}
