import { Injectable } from '@nestjs/common';
import {
  type GroupMember,
  GroupMembersReadModel,
  IssueGraphReadModel,
  type IssueRollup,
  References,
} from '@app/catalog';
import { type DayWindow, InvalidProblem } from '@app/domain';
import { actorsOnce } from '../records/actors-once.js';
import type { Rollup } from '../timeline/rolled-series.service.js';

export interface ScopeRequest {
  readonly actor?: readonly string[] | undefined;
  /** An actor; those who belong to it. */
  readonly group?: string | undefined;
  readonly issue?: readonly string[] | undefined;
  /** Takes the issues below those named as well, each by itself. */
  readonly rollup?: 'broader' | undefined;
}

/** Whose positions on which issues a distribution is of. */
export interface DistributionScope {
  /** Absent: all. */
  readonly actorIds: readonly string[] | undefined;
  /** Null: no group was asked for. */
  readonly members: readonly GroupMember[] | null;
  /** Absent: all. */
  readonly issueIds: readonly string[] | undefined;
  readonly rollup: Rollup | null;
  /** The states of the data that were looked at. */
  readonly states: readonly string[];
}

/** Finds out whose positions on which issues are asked about. */
@Injectable()
export class DistributionScopeService {
  constructor(
    private readonly references: References,
    private readonly graph: IssueGraphReadModel,
    private readonly groups: GroupMembersReadModel,
  ) {}

  /**
   * @param days on which members are counted
   *
   * Throws `<kind>/unknown`, `analysis/actor-twice`, `analysis/group-or-actor`, `analysis/group-without-members`,
   * `timeline/rollup-needs-issue`.
   */
  async of(request: ScopeRequest, days: DayWindow, moment: string | null): Promise<DistributionScope> {
    assertScope(request);
    const who = await this.who(request, days, moment);
    const what = await this.what(request, moment);
    return { ...who, ...what, states: [...who.states, ...what.states] };
  }

  private async who(
    { actor, group }: ScopeRequest,
    days: DayWindow,
    moment: string | null,
  ): Promise<Pick<DistributionScope, 'actorIds' | 'members' | 'states'>> {
    if (group !== undefined) {
      const [groupId] = await this.references.ids('actor', [group], '?group', moment);
      const { knownAt, members } = await this.groups.of(groupId!, days, moment);
      if (members.length === 0) throw withoutMembers(group);
      return { actorIds: [...new Set(members.map(({ actorId }) => actorId))], members, states: [knownAt] };
    }
    if (actor === undefined) return { actorIds: undefined, members: null, states: [] };
    const actors = await actorsOnce(this.references, actor, '?actor', moment);
    return { actorIds: actors.map(({ id }) => id), members: null, states: [] };
  }

  private async what(
    { issue, rollup }: ScopeRequest,
    moment: string | null,
  ): Promise<Pick<DistributionScope, 'issueIds' | 'rollup' | 'states'>> {
    if (issue === undefined) return { issueIds: undefined, rollup: null, states: [] };
    const issueIds = await this.references.ids('issue', issue, '?issue', moment);
    if (rollup === undefined) return { issueIds, rollup: null, states: [] };
    const { knownAt, rollups } = await this.graph.rollupsOf(issueIds, moment);
    const taken = [...new Set(rollups.flatMap(({ shares }) => shares.map((share) => share.issue)))];
    const leftOut = await this.slugs(leftOutOf(rollups, taken));
    return { issueIds: taken, rollup: { issues: taken.length, leftOut }, states: [knownAt] };
  }

  private async slugs(issueIds: readonly string[]): Promise<string[]> {
    return (await this.references.named('issue', issueIds, '?issue')).map(({ slug }) => slug).toSorted();
  }
}

/** What one issue leaves out another may take in. */
function leftOutOf(rollups: readonly IssueRollup[], taken: readonly string[]): string[] {
  const kept = new Set(taken);
  return [...new Set(rollups.flatMap(({ leftOut }) => leftOut))].filter((id) => !kept.has(id));
}

function assertScope({ actor, group, issue, rollup }: ScopeRequest): void {
  if (group !== undefined && actor !== undefined) {
    throw InvalidProblem.at('?group', 'analysis/group-or-actor', 'Name a group or actors; one of the two.');
  }
  if (rollup !== undefined && issue === undefined) {
    throw InvalidProblem.at(
      '?issue',
      'timeline/rollup-needs-issue',
      'Name the issue whose issues below are taken, or leave rollup out.',
    );
  }
}

const withoutMembers = (group: string): InvalidProblem =>
  InvalidProblem.at(
    '?group',
    'analysis/group-without-members',
    `No relation MEMBER_OF or PART_OF to "${group}" is recorded that was valid then; record one, or name actors.`,
  );
