import { Injectable } from '@nestjs/common';
import { Reader } from '@app/database';
import { isId, isReference, type IsoDate } from '@app/domain';
import type { BulkKind, NewCatalogEntry } from './staged-entry.js';

/** How positions on an issue are coded. */
export interface FoundCoding {
  readonly scale: string;
  readonly positions: readonly number[];
  readonly absenceCarriesPosition: boolean;
}

export interface FoundEntryRow {
  readonly id: string;
  readonly slug: string;
  readonly retracted: boolean;
  /** Of issues only. */
  readonly coding: FoundCoding | null;
  /** Of actors only. */
  readonly actorKind: string | null;
}

/** An actor that bears an identifier in a period; null is open. */
export interface FoundBearer extends FoundEntryRow {
  readonly value: string;
  readonly earliest: IsoDate | null;
  readonly latest: IsoDate | null;
}

/** An entry as it stands, in the shape in which it would be made anew. */
export interface StandingEntry {
  readonly id: string;
  readonly revision: number;
  readonly retracted: boolean;
  readonly standing: NewCatalogEntry;
}

const CODING = `json_build_object('scale', c.slug, 'absenceCarriesPosition', e.absence_carries_position, 'positions',
  (SELECT json_agg(p.position ORDER BY p.position) FROM scale_point p WHERE p.scale_id = c.id))`;

const own = (kind: BulkKind): string =>
  kind === 'issue'
    ? `SELECT e.id, e.slug, e.status = 'RETRACTED' AS retracted, ${CODING} AS coding, NULL::text AS "actorKind" FROM issue e JOIN scale c ON c.id = e.scale_id`
    : `SELECT e.id, e.slug, e.status = 'RETRACTED' AS retracted, NULL::json AS coding, ${kind === 'actor' ? 'e.kind::text' : 'NULL::text'} AS "actorKind" FROM ${kind} e`;

const list = (object: string, from: string): string =>
  `coalesce((SELECT json_agg(${object}) FROM ${from}), '[]'::json)`;

/** The entry's JSON with the keys of NewActor, NewIssue, NewSource or NewEvent. */
const STANDING: Readonly<Record<BulkKind, string>> = {
  actor: `json_build_object('slug', e.slug, 'kind', e.kind, 'description', e.description, 'validity', e.validity_edtf,
    'names', ${list(
      `json_build_object('text', n.text, 'language', n.language, 'script', n.script, 'kind', n.kind, 'valid', n.valid_edtf) ORDER BY n.ordinal`,
      'actor_name n WHERE n.actor_id = e.id',
    )},
    'identifiers', ${list(
      `json_build_object('scheme', n.scheme, 'value', n.value, 'valid', n.valid_edtf) ORDER BY n.ordinal`,
      'actor_identifier n WHERE n.actor_id = e.id',
    )})`,
  issue: `json_build_object('slug', e.slug, 'name', e.name, 'proposition', e.proposition, 'description', e.description,
    'codingRule', e.coding_rule, 'absenceCarriesPosition', e.absence_carries_position,
    'scale', (SELECT c.slug FROM scale c WHERE c.id = e.scale_id),
    'broader', ${list(
      `json_build_object('issue', b.slug, 'direction', n.direction, 'weight', n.weight)`,
      'issue_broader n JOIN issue b ON b.id = n.broader_id WHERE n.issue_id = e.id',
    )})`,
  source: `json_build_object('slug', e.slug, 'title', e.title, 'publisher', e.publisher, 'url', e.url, 'archiveUrl', e.archive_url,
    'date', e.date_edtf, 'language', e.language, 'reliability', e.reliability, 'note', e.note)`,
  event: `json_build_object('slug', e.slug, 'name', e.name, 'date', e.date_edtf, 'place', e.place, 'description', e.description,
    'participants', ${list(
      `json_build_object('actor', a.slug, 'role', n.role, 'note', n.note)`,
      'event_participant n JOIN actor a ON a.id = n.actor_id WHERE n.event_id = e.id',
    )})`,
};

/** Finds many entries at once, by everything that files call them by. */
@Injectable()
export class EntryFinder {
  constructor(private readonly reader: Reader) {}

  /** By slug or id; what is not found is not in the map. */
  async byReference(kind: BulkKind, references: readonly string[]): Promise<Map<string, FoundEntryRow>> {
    const wellFormed = references.filter(isReference);
    const rows = await this.reader.rows<FoundEntryRow>(
      `${own(kind)} WHERE e.slug = ANY($1::text[]) UNION ALL ${own(kind)} WHERE e.id = ANY($2::uuid[])`,
      [wellFormed.filter((reference) => !isId(reference)), wellFormed.filter(isId)],
    );
    return new Map(rows.flatMap((row) => [[row.slug, row] as const, [row.id, row] as const]));
  }

  /** All actors that bear one of the values of a scheme, at any time. */
  bearers(scheme: string, values: readonly string[]): Promise<FoundBearer[]> {
    return this.reader.rows<FoundBearer>(
      `SELECT e.id, e.slug, e.status = 'RETRACTED' AS retracted, NULL::json AS coding, e.kind::text AS "actorKind", n.value,
              n.valid_earliest::text AS earliest, n.valid_latest::text AS latest
         FROM actor_identifier n JOIN actor e ON e.id = n.actor_id
        WHERE n.scheme = $1 AND n.value = ANY($2::text[])`,
      [scheme, values],
    );
  }

  /** Actors by name, in whatever case and normal form; `name` is the one asked for. */
  byName(names: readonly string[]): Promise<(FoundEntryRow & { readonly name: string })[]> {
    return this.reader.rows<FoundEntryRow & { name: string }>(
      `SELECT DISTINCT e.id, e.slug, e.status = 'RETRACTED' AS retracted, NULL::text AS coding, e.kind::text AS "actorKind", w.name
         FROM unnest($1::text[]) AS w (name)
         JOIN actor_name n ON lower(normalize(n.text, NFC)) = lower(normalize(w.name, NFC))
         JOIN actor e ON e.id = n.actor_id`,
      [names],
    );
  }

  /** The positions of every scale, by slug. */
  async scales(): Promise<Map<string, readonly number[]>> {
    const rows = await this.reader.rows<{ slug: string; positions: readonly number[] }>(
      `SELECT c.slug, (SELECT array_agg(p.position ORDER BY p.position) FROM scale_point p WHERE p.scale_id = c.id) AS positions
         FROM scale c WHERE c.status = 'ACTIVE'`,
    );
    return new Map(rows.map(({ positions, slug }) => [slug, positions]));
  }

  /** Entries as they stand, by slug. */
  async standing(kind: BulkKind, slugs: readonly string[]): Promise<Map<string, StandingEntry>> {
    const rows = await this.reader.rows<{
      id: string;
      slug: string;
      revision: number;
      retracted: boolean;
      entry: NewCatalogEntry['entry'];
    }>(
      `SELECT e.id, e.slug, e.revision, e.status = 'RETRACTED' AS retracted, ${STANDING[kind]} AS entry
         FROM ${kind} e WHERE e.slug = ANY($1::text[])`,
      [slugs],
    );
    return new Map(
      rows.map(({ entry, id, retracted, revision, slug }) => [
        slug,
        { id, revision, retracted, standing: { kind, entry } as NewCatalogEntry },
      ]),
    );
  }
}
