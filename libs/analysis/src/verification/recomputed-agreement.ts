import { ABSENT, FIRST_LEVEL, scoreOf } from '@app/domain';
import { type AgreementItem, agreementItems } from '../agreement/agreement-figures.js';
import type { AgreementRequest } from '../agreement/agreement-request.js';
import type { AgreementCounts } from '../agreement/agreement.service.js';
import { askedPairs } from '../agreement/asked-pairs.js';
import { byIssueAndActor, type Days, lastHeld, wasAbsent } from './last-held.js';
import type { ListedRecord } from './listed-record.js';
import type { ScaledIssue } from './scaled-issues.service.js';

interface AgreementBasis {
  readonly request: AgreementRequest;
  readonly days: Days;
  readonly issues: ReadonlyMap<string, ScaledIssue>;
  /** Slugs of those in `actor` and in `with`. */
  readonly named: readonly string[] | undefined;
  readonly others: readonly string[] | undefined;
  /** Of an issue, by slug; absent: each weighs 1. */
  readonly weightOf?: ((issue: string) => number) | undefined;
}

/** What actors did about an issue: a score, or null for an absence. */
interface Unit {
  readonly issue: ScaledIssue;
  readonly scores: ReadonlyMap<string, number | null>;
}

/** The agreement of each pair, with what is counted, from records of all whose positions matter. */
export function recomputedAgreement(
  records: readonly ListedRecord[],
  { days, issues, named, others, request, weightOf }: AgreementBasis,
): { readonly items: readonly AgreementItem[]; readonly counts: AgreementCounts } {
  const all = unitsOf(records, { days, issues, absences: request.absence === 'half' });
  const units = request.unanimous === 'dropped' ? all.filter((unit) => isDivided(unit)) : all;
  const present = [...new Set(all.flatMap(({ scores }) => [...scores.keys()]))];
  const levels = [...new Set(all.flatMap(({ scores }) => [...scores.values()]))]
    .filter((score) => score !== null)
    .toSorted((a, b) => a - b);
  const codeOf = ({ scores }: Unit, actor: string): number => {
    const score = scores.get(actor);
    if (score === undefined) return 0;
    return score === null ? ABSENT : FIRST_LEVEL + levels.indexOf(score);
  };
  const place = {
    issues: [...units.keys()],
    codes: new Map(present.map((actor) => [actor, Uint8Array.from(units, (unit) => codeOf(unit, actor))])),
    unanimous: all.length - units.length,
    ...(weightOf === undefined ? {} : { weights: Float64Array.from(units, ({ issue }) => weightOf(issue.slug)) }),
  };
  const pairs = askedPairs({
    named: named?.map(bySlug),
    others: others?.map(bySlug),
    present: present.map(bySlug),
  });
  return {
    items: pairs.flatMap((pair) => agreementItems(request, pair, place, levels)),
    counts: {
      actors: present.length,
      pairs: pairs.length,
      units: units.length,
      unanimous: place.unanimous,
    },
  };
}

/** Nothing here needs more of an actor than its slug. */
const bySlug = (slug: string): { readonly id: string; readonly slug: string } => ({ id: slug, slug });

/** The issues on which anybody held anything, or was absent where that is asked for; in the order that chance draws them in. */
function unitsOf(
  records: readonly ListedRecord[],
  {
    absences,
    days,
    issues,
  }: Pick<AgreementBasis, 'days' | 'issues'> & {
    readonly absences: boolean;
  },
): Unit[] {
  const units: Unit[] = [];
  for (const [slug, ofActors] of byIssueAndActor(records)) {
    const issue = issues.get(slug)!;
    const scores = new Map<string, number | null>();
    for (const [actor, own] of ofActors) {
      const held = lastHeld(own, days);
      if (held !== null) scores.set(actor, scoreOf(held.record.position, issue.scale));
      else if (absences && wasAbsent(own, days)) scores.set(actor, null);
    }
    if (scores.size > 0) units.push({ issue, scores });
  }
  return units.toSorted((a, b) => (a.issue.id < b.issue.id ? -1 : 1));
}

const isDivided = ({ scores }: Unit): boolean =>
  new Set([...scores.values()].filter((score) => score !== null)).size > 1;
