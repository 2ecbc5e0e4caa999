/** A citation as far as its independence from others goes. Source and publisher are compared as given, by id or name. */
export interface CitedSource {
  readonly source: string;
  readonly publisher: string | null;
  /** The words quoted, exactly. */
  readonly quote: string | null;
}

/**
 * The number of groups of citations that do not lean on one another (formulas.md section 8). Two citations depend on each
 * other where they share the source, the publisher (in any case, without the space around it) or the quote (all white
 * space alike), and so do two that both depend on a third. A publisher or quote that is null or blank is shared with none.
 */
export function independentClusters(citations: readonly CitedSource[]): number {
  const parents = new Map<string, string>();
  for (const citation of citations) {
    const [source, ...others] = traitsOf(citation);
    for (const other of others) join(parents, source, other);
  }
  return new Set(citations.map(({ source }) => rootOf(parents, sourceTrait(source)))).size;
}

/** What a citation may share, each kind with a mark of its own: a source may be called like a publisher. */
function traitsOf({ source, publisher, quote }: CitedSource): [string, ...string[]] {
  const traits: [string, ...string[]] = [sourceTrait(source)];
  const name = publisher?.trim().toLowerCase() ?? '';
  const words = quote?.trim().replaceAll(/\s+/g, ' ') ?? '';
  if (name !== '') traits.push(`publisher ${name}`);
  if (words !== '') traits.push(`quote ${words}`);
  return traits;
}

const sourceTrait = (source: string): string => `source ${source}`;

function join(parents: Map<string, string>, one: string, other: string): void {
  const root = rootOf(parents, one);
  const otherRoot = rootOf(parents, other);
  if (otherRoot !== root) parents.set(otherRoot, root);
}

/** The trait that stands for all that are joined with this one. Shortens the way there, or long chains would be slow. */
function rootOf(parents: Map<string, string>, trait: string): string {
  let root = trait;
  for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) {
    const next = parents.get(parent) ?? parent;
    parents.set(root, next);
    root = next;
  }
  return root;
}
