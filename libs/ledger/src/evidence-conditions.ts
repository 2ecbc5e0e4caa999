import type { StanceFilters } from './stance-question.js';

/** What JavaScript takes for white space, which is not quite what PostgreSQL does. */
const SPACES = String.raw`E'\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'`;

const OF_RECORD = 'c.stance_id = s.id AND c.revision = s.revision';

/** The source of `citation c` as `r`, as known at the moment in parameter `moment`. */
const cited = (moment: number | null): string =>
  moment === null
    ? 'JOIN source r ON r.id = c.source_id'
    : `CROSS JOIN LATERAL source_known($${moment}::timestamptz, c.source_id) r`;

/**
 * Some one citation of `stance s` has both grades. OFFSET 0 keeps it a probe for each record: as a join it would be
 * planned as a look through all citations.
 */
function graded(
  { credibility, reliability }: { readonly credibility: string | null; readonly reliability: string | null },
  moment: number | null,
): string {
  const source = reliability === null ? '' : cited(moment);
  const grades = [
    ...(credibility === null ? [] : [`c.credibility <= ${credibility}`]),
    ...(reliability === null ? [] : [`r.reliability <= ${reliability}`]),
  ];
  return `EXISTS (SELECT FROM citation c ${source} WHERE ${OF_RECORD} AND ${grades.join(' AND ')} OFFSET 0)`;
}

/**
 * The citations of `stance s` form two clusters or more, as `independentClusters` of the domain counts them: not all can
 * be reached from the first. Most records have one citation, and are passed over without asking for its source.
 */
function corroborated(moment: number | null): string {
  return `CASE WHEN EXISTS (SELECT FROM citation c WHERE ${OF_RECORD} OFFSET 1) THEN (
    WITH RECURSIVE cited AS MATERIALIZED (
      SELECT c.ordinal, c.source_id, nullif(lower(btrim(r.publisher, ${SPACES}) COLLATE pg_unicode_fast), '') AS publisher,
             nullif(btrim(regexp_replace(c.exact, '[' || ${SPACES} || ']+', ' ', 'g')), '') AS quote
        FROM citation c ${cited(moment)} WHERE ${OF_RECORD}),
    reached AS (
      SELECT min(o.ordinal) AS ordinal FROM cited o
       UNION
      SELECT o.ordinal FROM reached d JOIN cited f ON f.ordinal = d.ordinal
        JOIN cited o ON o.source_id = f.source_id OR o.publisher = f.publisher OR o.quote = f.quote)
    SELECT (SELECT count(*) FROM reached) < (SELECT count(*) FROM cited)) ELSE false END`;
}

/** Conditions on what `stance s` rests on: its channel, and the grades and the independence of its citations. */
export function evidenceConditions(
  { minCredibility, minReliability, without = [] }: StanceFilters,
  place: (value: unknown) => string,
  moment: number | null,
): string[] {
  const conditions: string[] = [];
  if (without.includes('anonymous')) conditions.push(`s.channel IS DISTINCT FROM 'ANONYMOUS_SOURCE'`);
  if (minCredibility !== undefined || minReliability !== undefined) {
    const credibility = minCredibility === undefined ? null : `${place(minCredibility)}::smallint`;
    const reliability = minReliability === undefined ? null : `${place(minReliability)}::reliability`;
    conditions.push(graded({ credibility, reliability }, moment));
  }
  if (without.includes('low-grade')) conditions.push(graded({ credibility: '3', reliability: `'C'` }, moment));
  if (without.includes('single-source')) conditions.push(corroborated(moment));
  return conditions;
}
