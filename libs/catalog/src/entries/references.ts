import { Injectable } from '@nestjs/common';
import { Reader } from '@app/database';
import { InvalidProblem, isId, isReference, NotFoundProblem } from '@app/domain';
import type { EntryKind } from './entry-kind.js';

type KindName = EntryKind['name'];

interface Named {
  readonly id: string;
  readonly slug: string;
  /** When it was first recorded, in milliseconds. */
  readonly createdAt: number;
}

const REMEMBERED = 200_000;

/**
 * Finds entries by slug or id. Identity never changes and nothing is deleted, so what was found once is remembered;
 * what was not found is asked again.
 */
@Injectable()
export class References {
  private readonly remembered = new Map<string, Named>();

  constructor(private readonly reader: Reader) {}

  /** Ids of a filter's references, in their order, each once. Throws `<kind>/unknown`, at `pointer`. */
  async ids(
    kind: KindName,
    references: readonly string[],
    pointer: string,
    knownAt: string | null = null,
  ): Promise<string[]> {
    const found = await this.named(kind, references, pointer, knownAt);
    return [...new Set(found.map(({ id }) => id))];
  }

  /** The id behind one reference of a body. Throws `<kind>/unknown`, at `pointer`. */
  async id(kind: KindName, reference: string, pointer: string): Promise<string> {
    const [id] = await this.ids(kind, [reference], pointer);
    return id as string;
  }

  async optionalId(kind: KindName, reference: string | null | undefined, pointer: string): Promise<string | null> {
    return reference === null || reference === undefined ? null : this.id(kind, reference, pointer);
  }

  /** Slugs and ids, in the order asked for. Throws `<kind>/unknown`, also for what was not known yet at `knownAt`. */
  async named(
    kind: KindName,
    references: readonly string[],
    pointer: string,
    knownAt: string | null = null,
  ): Promise<Named[]> {
    const found = new Map(references.map((reference) => [reference, this.remembered.get(`${kind}:${reference}`)]));
    const missing = [...found].flatMap(([reference, known]) => (known === undefined ? [reference] : []));
    if (missing.length > 0) {
      for (const [reference, named] of await this.learn(kind, missing)) found.set(reference, named);
    }
    const until = knownAt === null ? Infinity : Date.parse(knownAt);
    return references.map((reference) => {
      const named = found.get(reference);
      if (named !== undefined && named.createdAt <= until) return named;
      throw unknown(kind, reference, pointer);
    });
  }

  /** The id of the entry that a URL names. Throws NotFoundProblem `<kind>/not-found`. */
  async idOfUrl(kind: KindName, reference: string): Promise<string> {
    try {
      return await this.id(kind, reference, '');
    } catch (error) {
      if (error instanceof InvalidProblem) throw notFound(kind, reference);
      throw error;
    }
  }

  /** What was found, by slug and by id; remembered as well. */
  private async learn(kind: KindName, references: readonly string[]): Promise<Map<string, Named>> {
    const wellFormed = references.filter(isReference);
    const rows = await this.reader.rows<{ id: string; slug: string; created_at: Date }>(
      `SELECT id, slug, created_at FROM ${kind} WHERE slug = ANY($1::text[])
        UNION SELECT id, slug, created_at FROM ${kind} WHERE id = ANY($2::uuid[])`,
      [wellFormed.filter((reference) => !isId(reference)), wellFormed.filter(isId)],
    );
    if (this.remembered.size > REMEMBERED) this.remembered.clear();
    const learned = new Map<string, Named>();
    for (const { id, slug, created_at } of rows) {
      const named = { id, slug, createdAt: created_at.getTime() };
      learned.set(id, named).set(slug, named);
      this.remembered.set(`${kind}:${id}`, named).set(`${kind}:${slug}`, named);
    }
    return learned;
  }
}

const unknown = (kind: KindName, reference: string, pointer: string): InvalidProblem =>
  InvalidProblem.at(pointer, `${kind}/unknown`, `There is no ${kind} "${reference}"; send its slug or its id.`);

export const notFound = (kind: string, reference: string): NotFoundProblem =>
  new NotFoundProblem(`${kind}/not-found`, `There is no ${kind} "${reference}".`);
