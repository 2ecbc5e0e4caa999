import { beforeAll, describe, expect, it } from '@jest/globals';
import type { NewActor, NewEvent, NewIssue } from '@app/catalog';
import { parseEdtf } from '@app/domain';
import { exampleFile, type FileMapping, mappingOfFile } from './support/mapping-of.js';

const TABLES = {
  'roll-calls': exampleFile('un-ga/un_roll_calls_1946_1989.csv.gz'),
  topics: exampleFile('un-ga/un_roll_call_issues_1946_1989.csv'),
};

let all: FileMapping;
beforeAll(async () => {
  all = await mappingOfFile('un-ga-votes', exampleFile('un-ga/un_votes_1946_1989.csv.gz'), { tables: TABLES });
});

const actorsByName = (): Map<string, NewActor> =>
  new Map(all.lookups.made('actor').map((actor) => [(actor as NewActor).names[0]?.text ?? '', actor as NewActor]));
const issuesBySlug = (): Map<string, NewIssue> =>
  new Map(all.lookups.made('issue').map((issue) => [issue.slug, issue as NewIssue]));

function spanOf(valid: string | null): { first: string; last: string } {
  const { earliest, latest } = valid === null ? { earliest: null, latest: null } : parseEdtf(valid);
  return { first: earliest ?? '0000', last: latest ?? '9999' };
}

describe('the votes of the General Assembly, 1946 to 1989', () => {
  it('are all mapped, each once', () => {
    expect(all.faults).toEqual([]);
    expect(all.stances).toHaveLength(425_574);
    expect(new Set(all.stances.map(({ externalId }) => externalId)).size).toBe(425_574);
  });

  it('make an issue and a source of each roll call, six topics and one issue above all', () => {
    expect(all.lookups.made('issue')).toHaveLength(3552 + 6 + 1);
    expect(all.lookups.made('source')).toHaveLength(3552);
    expect(issuesBySlug().get('un-ga-rc-3')).toMatchObject({
      name: 'UNGA roll call 3 (R/1/66)',
      scale: 'vote-3',
      broader: [{ issue: 'un-ga-votes', direction: 1, weight: 1 }],
    });
  });

  it('may have several topics, or none', () => {
    const topics = [...issuesBySlug().values()]
      .filter(({ slug }) => slug.startsWith('un-ga-rc-'))
      .map(({ broader = [] }) => broader.length - 1);
    expect(Math.max(...topics)).toBe(4);
    expect(topics.filter((count) => count === 0)).toHaveLength(3552 - 2092);
    expect(topics.reduce((sum, count) => sum + count, 0)).toBe(2862);
  });

  it('are dated to the month', () => {
    expect(all.stances.filter(({ date }) => !/^\d{4}-\d{2}$/.test(date.edtf))).toEqual([]);
  });

  it('belong to sessions, which are no calendar years', () => {
    const events = new Map(all.lookups.made('event').map((event) => [event.slug, (event as NewEvent).date]));
    expect(events.size).toBe(44);
    expect([events.get('un-ga-session-1'), events.get('un-ga-session-2'), events.get('un-ga-session-44')]).toEqual([
      '1946',
      '1947/1948',
      '1989/1990',
    ]);
  });

  it('keep states apart whose code is blank', () => {
    const actors = actorsByName();
    const slugs = [
      'Federal Republic of Germany',
      'Yemen Arab Republic',
      'Zanzibar',
      'German Democratic Republic',
      "Yemen People's Republic",
    ].map((name) => actors.get(name)?.slug);
    expect(slugs).toEqual([
      'federal-republic-of-germany',
      'yemen-arab-republic',
      'zanzibar',
      'german-democratic-republic',
      'yemen-peoples-republic',
    ]);
  });

  it('use each identifier for one actor at a time', () => {
    const borne = all.lookups
      .made('actor')
      .flatMap((actor) => (actor as NewActor).identifiers ?? [])
      .map(({ scheme, value, valid }) => ({ key: `${scheme} ${value}`, ...spanOf(valid ?? null) }));
    const twice = borne.filter((one, index) =>
      borne.slice(index + 1).some((other) => {
        return other.key === one.key && other.first <= one.last && one.first <= other.last;
      }),
    );
    expect(twice).toEqual([]);
    expect(borne.map(({ key }) => key)).toContain('iso3166-1-alpha-2 CS');
  });
});

describe('the same states in both codings', () => {
  it('are the same actors', async () => {
    const tables = { 'roll-calls': exampleFile('un-ga-cow/roll_calls.csv') };
    const cow = await mappingOfFile('un-ga-votes-cow', exampleFile('un-ga-cow/votes.csv'), { tables });
    const slugs = new Set(all.lookups.made('actor').map(({ slug }) => slug));
    expect([...new Set(cow.stances.map(({ actor }) => actor.slug))].filter((slug) => !slugs.has(slug))).toEqual([]);
  });
});
