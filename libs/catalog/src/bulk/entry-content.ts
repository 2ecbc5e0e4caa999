import { type EdtfDate, parseEdtf } from '@app/domain';
import type { NewCatalogEntry } from './staged-entry.js';

/** A date as the columns hold it. */
type DateContent = Pick<EdtfDate, 'edtf' | 'earliest' | 'latest'> | null;

const dated = (text: string | null | undefined): DateContent => {
  if (text === null || text === undefined) return null;
  const { earliest, edtf, latest } = parseEdtf(text);
  return { edtf, earliest, latest };
};

/**
 * An entry as JSON that SQL can take apart: every key there, dates read, lists numbered. Two entries that say the same
 * have the same content. Throws `date/…`.
 */
export function entryContent(made: NewCatalogEntry): Readonly<Record<string, unknown>> {
  switch (made.kind) {
    case 'actor': {
      const { description, identifiers, kind, names, validity } = made.entry;
      return {
        kind,
        description: description ?? null,
        validity: dated(validity),
        names: names.map((name, index) => ({
          ordinal: index + 1,
          text: name.text,
          language: name.language,
          script: name.script ?? null,
          kind: name.kind,
          valid: dated(name.valid),
        })),
        identifiers: (identifiers ?? []).map(({ scheme, valid, value }, index) => ({
          ordinal: index + 1,
          scheme,
          value,
          valid: dated(valid),
        })),
      };
    }
    case 'issue': {
      const { absenceCarriesPosition, broader, codingRule, description, name, proposition, scale } = made.entry;
      return {
        name,
        proposition,
        scale,
        description: description ?? null,
        codingRule: codingRule ?? null,
        absenceCarriesPosition: absenceCarriesPosition ?? false,
        broader: (broader ?? [])
          .map(({ direction, issue, weight }) => ({ issue, direction, weight }))
          .toSorted((a, b) => (a.issue < b.issue ? -1 : 1)),
      };
    }
    case 'source': {
      const { archiveUrl, date, language, note, publisher, reliability, title, url } = made.entry;
      return {
        title,
        publisher: publisher ?? null,
        url: url ?? null,
        archiveUrl: archiveUrl ?? null,
        date: dated(date),
        language: language ?? null,
        reliability,
        note: note ?? null,
      };
    }
    case 'event': {
      const { date, description, name, participants, place } = made.entry;
      return {
        name,
        date: dated(date),
        place: place ?? null,
        description: description ?? null,
        participants: (participants ?? [])
          .map(({ actor, note, role }) => ({ actor, role, note: note ?? null }))
          .toSorted((a, b) => (`${a.actor} ${a.role}` < `${b.actor} ${b.role}` ? -1 : 1)),
      };
    }
  }
}
