import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import {
  type ChangeOf,
  type Changes,
  type DocumentText,
  IssueCodingReadModel,
  notFound,
  References,
} from '@app/catalog';
import { StanceStatus } from '@app/database';
import { assertOnScale, ConflictProblem, InvalidProblem, isId, parseEdtf, StaleProblem } from '@app/domain';
import type { CitationInput, NewStance, ResolvedStance } from './stance.js';
import { StanceReader } from './stance-reader.service.js';
import { type StanceInForce, StancesRepository } from './stances.repository.js';

/** Stances: recorded, revised and retracted; never overwritten. */
@Injectable()
export class StancesService {
  constructor(
    private readonly repository: StancesRepository,
    private readonly references: References,
    private readonly coding: IssueCodingReadModel,
    private readonly reader: StanceReader,
  ) {}

  /**
   * Throws `<kind>/unknown`, `date/…`, `stance/off-scale`, `stance/absence-has-no-position`,
   * `stance/citation-required`, `stance/external-id-taken`, `reference/retracted`.
   */
  async record(stance: NewStance, author: Author): Promise<DocumentText> {
    const resolved = await this.resolve(stance);
    const first = { revision: 1, status: StanceStatus.PUBLISHED };
    return this.reader.get(await this.repository.append(resolved, first, author));
  }

  /** Throws `stance/not-found`, `stance/stale`, `stance/retracted`, and what `record` throws. */
  async revise(changes: Changes<NewStance>, change: ChangeOf): Promise<DocumentText> {
    const inForce = await this.inForce(change);
    const resolved = await this.resolve(patched(inForce.stance, changes));
    await this.repository.append(resolved, following(inForce, StanceStatus.PUBLISHED), change.author);
    return this.reader.get(inForce.id);
  }

  /** Throws `stance/not-found`, `stance/stale`, `stance/retracted`. */
  async retract(reason: string, change: ChangeOf): Promise<DocumentText> {
    const inForce = await this.inForce(change);
    const resolved = await this.found({ ...inForce.stance, changeNote: reason });
    await this.repository.append(resolved, following(inForce, StanceStatus.RETRACTED), change.author);
    return this.reader.get(inForce.id);
  }

  private async inForce({ reference, expected }: ChangeOf): Promise<StanceInForce> {
    const found = isId(reference) ? await this.repository.findInForce(reference) : null;
    if (found === null) throw notFound('stance', reference);
    if (expected !== null && expected !== found.revision) {
      throw new StaleProblem(
        'stance/stale',
        `Your copy is revision ${expected}, the stance is at revision ${found.revision} now. Read it again, and send the change with its new ETag.`,
      );
    }
    if (found.retracted) {
      throw new ConflictProblem('stance/retracted', 'A retracted stance is not changed any more; record a new one.');
    }
    return found;
  }

  private async resolve(stance: NewStance): Promise<ResolvedStance> {
    parseEdtf(stance.date);
    const found = await this.found(stance);
    await this.checkPosition(stance, found.issueId);
    return found;
  }

  /** Without the rules on positions: what was recorded under other rules can still be retracted. */
  private async found(stance: NewStance): Promise<ResolvedStance> {
    const { references } = this;
    const issueId = await references.id('issue', stance.issue, '/issue');
    return {
      actorId: await references.id('actor', stance.actor, '/actor'),
      issueId,
      targetId: await references.optionalId('actor', stance.target, '/target'),
      eventId: await references.optionalId('event', stance.event, '/event'),
      speakerId: await references.optionalId('actor', stance.speaker, '/speaker'),
      stance,
      citations: await this.cited(stance.citations),
    };
  }

  private async checkPosition({ act, position }: NewStance, issueId: string): Promise<void> {
    if (position === null) return;
    const { absenceCarriesPosition, scale } = await this.coding.of(issueId);
    assertOnScale(position, scale);
    if (act === 'ABSENCE' && !absenceCarriesPosition) {
      throw InvalidProblem.at(
        '/position',
        'stance/absence-has-no-position',
        'An absence carries no position unless the coding rule of the issue says so (absenceCarriesPosition); send null.',
      );
    }
  }

  private async cited(citations: readonly CitationInput[]): Promise<ResolvedStance['citations']> {
    if (citations.length === 0) {
      throw InvalidProblem.at(
        '/citations',
        'stance/citation-required',
        'Give at least one citation: a source and its credibility.',
      );
    }
    return Promise.all(
      citations.map(async (citation, index) => ({
        ...citation,
        sourceId: await this.references.id('source', citation.source, `/citations/${index}/source`),
      })),
    );
  }
}

/** RFC 7396: what is absent stays, what is null is cleared. */
const patched = (stance: NewStance, changes: Changes<NewStance>): NewStance => {
  const present = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...stance, ...present, changeNote: changes.changeNote ?? null };
};

const following = ({ id, revision }: StanceInForce, status: StanceStatus) => ({ id, revision: revision + 1, status });
