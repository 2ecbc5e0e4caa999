import { Injectable } from '@nestjs/common';
import type { Method } from '../records/pair.js';
import type { CodedIssue, CodedUnit } from './codings.read-model.js';
import { CodingsService } from './codings.service.js';
import { isPairable } from './reliability-figures.js';
import { type CodingsRequest, reliabilityMethod } from './reliability-request.js';

export interface UnitCoding {
  readonly coder: string;
  /** Null: missing. */
  readonly position: number | null;
  /** Id of the record. */
  readonly record: string;
}

/** What several coders have coded. */
export interface ReliabilityUnit {
  /** Slugs. */
  readonly issue: string;
  readonly source: string;
  readonly actor: string;
  readonly target: string | null;
  /** EDTF. */
  readonly date: string;
  /** Two positions or more; others are left out of α. */
  readonly counted: boolean;
  readonly codings: readonly UnitCoding[];
}

export interface ReliabilityUnits {
  readonly items: readonly ReliabilityUnit[];
  readonly counts: { readonly units: number; readonly unpairable: number; readonly single: number };
  readonly method: Method;
  readonly knownAt: string;
}

/** Exactly what α rests on. */
@Injectable()
export class ReliabilityUnitsService {
  constructor(private readonly codings: CodingsService) {}

  /** Throws what `CodingsService.of` throws. */
  async of(request: CodingsRequest): Promise<ReliabilityUnits> {
    const { issues, knownAt, units } = await this.codings.of(request, true);
    const issueOf = new Map(issues.map((issue) => [issue.id, issue]));
    const items = units.map((unit) => itemOf(unit, issueOf.get(unit.issueId)!));
    const counted = items.filter((item) => item.counted).length;
    return {
      items: items.toSorted(inOrder),
      counts: {
        units: counted,
        unpairable: items.length - counted,
        single: issues.reduce((sum, { single }) => sum + single, 0),
      },
      method: reliabilityMethod(request),
      knownAt,
    };
  }
}

function itemOf(unit: CodedUnit, { slug }: CodedIssue): ReliabilityUnit {
  const { actor, date, records, source, target } = unit.named!;
  const codings = unit.coders.map((coder, i) => ({ coder, position: unit.positions[i]!, record: records[i]! }));
  return { issue: slug, source, actor, target, date, counted: isPairable(unit), codings };
}

/** By issue, source, actor, target and date; no two are alike in all of them. */
function inOrder(a: ReliabilityUnit, b: ReliabilityUnit): number {
  for (const part of ['issue', 'source', 'actor', 'target', 'date'] as const) {
    const [x, y] = [a[part] ?? '', b[part] ?? ''];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
