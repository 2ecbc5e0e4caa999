import { Injectable } from '@nestjs/common';
import { IssueGraphReadModel, References } from '@app/catalog';
import { windowOf } from '@app/domain';
import type { AgreementRequest } from '../agreement/agreement-request.js';
import { AgreementService } from '../agreement/agreement.service.js';
import type { Recomputation } from './figure.js';
import { daysOf } from './last-held.js';
import { ListedRecords } from './listed-records.service.js';
import { recomputedAgreement } from './recomputed-agreement.js';
import { ScaledIssues } from './scaled-issues.service.js';

/** Recomputes how far actors agree. */
@Injectable()
export class AgreementVerification {
  constructor(
    private readonly agreement: AgreementService,
    private readonly listed: ListedRecords,
    private readonly issues: ScaledIssues,
    private readonly graph: IssueGraphReadModel,
    private readonly references: References,
  ) {}

  /** Throws what `AgreementService.of` and `ListedRecords.of` throw. */
  async of(request: AgreementRequest): Promise<Recomputation> {
    const { counts, items, knownAt, method } = await this.agreement.of(request);
    const named = await this.slugs(request.actor);
    const others = await this.slugs(request.with);
    const compared = comparedWithEverybody(request) ? undefined : [...new Set([...named!, ...(others ?? [])])];
    const { issue, rollup, to } = request;
    const listings = await this.listed.of([{ actor: compared, issue, rollup, to, selection: request, knownAt }]);
    const records = listings[0]!.records.filter(({ actor }) => compared === undefined || compared.includes(actor));
    return {
      answered: { items, counts },
      recomputed: recomputedAgreement(records, {
        request,
        days: daysOf(windowOf(request)),
        issues: await this.issues.of(new Set(records.map((record) => record.issue))),
        named,
        others,
        weightOf: await this.weightOf(request, knownAt),
      }),
      listings,
      method,
      knownAt,
    };
  }

  private async slugs(actors: readonly string[] | undefined): Promise<readonly string[] | undefined> {
    if (actors === undefined) return undefined;
    return (await this.references.named('actor', actors, '?actor')).map(({ slug }) => slug);
  }

  private async weightOf(
    { issue, weights }: AgreementRequest,
    knownAt: string,
  ): Promise<((issue: string) => number) | undefined> {
    if (weights === 'equal') return undefined;
    const { rollups } = await this.graph.rollupsOf(
      await this.references.ids('issue', issue!, '?issue', knownAt),
      knownAt,
    );
    const shares = rollups.flatMap((each) => each.shares);
    const named = await this.references.named(
      'issue',
      shares.map((share) => share.issue),
      '?issue',
    );
    const weightBySlug = new Map(shares.map(({ weight }, index) => [named[index]!.slug, weight]));
    return (slug) => weightBySlug.get(slug)!;
  }
}

/** One against all; and whether an issue is unanimous depends on everybody. */
const comparedWithEverybody = ({ actor, unanimous, ...request }: AgreementRequest): boolean =>
  actor === undefined || unanimous === 'dropped' || (request.with === undefined && actor.length === 1);
