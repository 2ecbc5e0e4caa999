import type pg from 'pg';

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Node[];
}

/** How a question reads tables: `Index Only Scan stance by stance_series`, each way once. */
export type Ways = readonly string[];

/** Listens to what the service asks its pool while it does some work. */
export async function statementsOf(pool: pg.Pool, work: () => Promise<unknown>): Promise<Statement[]> {
  const heard: Statement[] = [];
  const query = pool.query.bind(pool) as (...call: unknown[]) => unknown;
  pool.query = ((...call: unknown[]) => {
    heard.push(call[0] as Statement);
    return query(...call);
  }) as typeof pool.query;
  try {
    await work();
  } finally {
    pool.query = query as typeof pool.query;
  }
  return heard;
}

/** The plan for the values at hand, and the one for any values, which a connection may come to prefer. */
export async function waysOf(pool: pg.Pool, { text, values }: Statement): Promise<{ these: Ways; any: Ways }> {
  const these = await pool.query<Explained>(`EXPLAIN (FORMAT JSON) ${text}`, [...values]);
  const any = await pool.query<Explained>(`EXPLAIN (FORMAT JSON, GENERIC_PLAN) ${text}`);
  return { these: read(these.rows), any: read(any.rows) };
}

interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: Node }[];
}

const read = (rows: readonly Explained[]): Ways => [
  ...new Set(rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => wayOf(Plan, undefined)))),
];

/** A bitmap tells its index below and its table above. */
function wayOf(node: Node, table: string | undefined): string[] {
  const relation = node['Relation Name'] ?? table;
  const below = (node.Plans ?? []).flatMap((child) => wayOf(child, relation));
  const index = node['Index Name'];
  if (index !== undefined) return [`${node['Node Type']} ${relation} by ${index}`, ...below];
  if (node['Relation Name'] === undefined || node['Node Type'].startsWith('Bitmap')) return below;
  return [`${node['Node Type']} ${relation}`, ...below];
}
