import fc from 'fast-check';
import type { OpenApi, Operation, Parameter } from './document.js';
import { formOf } from './form.js';
import { hostileBody, hostileName, hostileUrlText, hostileValue, spoil, spoiled } from './hostile.js';
import type { Asked } from './requests.js';
import { TABLE_QUESTIONS } from '../table-questions.js';
import { SchemaArbitrary } from './schema-arbitrary.js';
import { CURRENT, FRESH, type World } from './world.js';

/** A request before it is put together; values in `segments` and `query` are escaped already. */
interface Plan {
  readonly segments: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly body: unknown;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

const EDTF = [
  '2024-02-18', '2024-02-19~', '2023-11', '2023?', '2021/..', '../2024', '2024-02-18/2024-02-19', '2023-11-0X', '202X',
  '[2023-11,2023-12]', '2020', '2022-06-15', '1999', '9998-12-31', '0001-01-01',
]; // prettier-ignore

const REFERENCES = {
  actor: ['actor', 'target', 'speaker', 'subject', 'object', 'participant', 'a', 'b', 'group', 'with'],
  issue: ['issue', 'broader'],
  scale: ['scale'],
  source: ['source'],
  event: ['event', 'around'],
} as const;

const DATES = ['date', 'valid', 'validity', 'from', 'to', 'since', 'until', 'on'];

const FILES = [
  'externalId,actor,issue,act,position,date,source,credibility\nf/1,iran,un-envoy,VOTE,1,2024,iran-international-2024-02-19,1\n',
  'externalId,actor,issue,act,position,date,source,credibility\nf/2,nobody,un-envoy,VOTE,1,2024,none,1\n',
  'slug,kind,name_en\nimported,NGO,Imported\n',
  'a,b\n1\n',
  '',
];

const VERIFIED = ['/v1/timeline', '/v1/positions', '/v1/agreement', '/v1/cohesion', '/v1/polarization'];
const FIGURES = TABLE_QUESTIONS.filter(([path]) => VERIFIED.includes(path)).map(([path, query]) => `${path}?${query}`);

const questionsTo = (path: string): [string, string][][] =>
  TABLE_QUESTIONS.filter(([asked]) => asked === path).map(([, query]) =>
    query.split('&').map((pair): [string, string] => pair.split('=') as [string, string]),
  );

/** Requests to every operation: such as the description allows, and the same with something wrong. */
export class RequestArbitrary {
  private readonly schemas: SchemaArbitrary;
  private readonly meant: ReadonlyMap<string, fc.Arbitrary<unknown>>;

  constructor(
    document: OpenApi,
    private readonly world: World,
  ) {
    this.meant = meantBy(world);
    this.schemas = new SchemaArbitrary(document, (name) => this.meant.get(name) ?? null);
  }

  of(operation: Operation): fc.Arbitrary<Asked> {
    const good = this.good(operation);
    const variants: fc.WeightedArbitrary<Plan & { readonly whole?: Asked['body']; readonly type?: string }>[] = [
      { weight: 6, arbitrary: good },
      { weight: 3, arbitrary: fc.tuple(good, this.badQuery(operation)).map(([plan, query]) => ({ ...plan, query })) },
      { weight: 1, arbitrary: fc.tuple(good, badKey(this.world)).map(([plan, key]) => ({ ...plan, key })) },
      { weight: 1, arbitrary: fc.tuple(good, badHeaders).map(([plan, headers]) => ({ ...plan, headers })) },
    ];
    if (operation.path.includes('{')) {
      const bad = fc.tuple(good, this.segments(operation, hostileUrlText));
      variants.push({ weight: 2, arbitrary: bad.map(([plan, segments]) => ({ ...plan, segments })) });
    }
    if (operation.body !== null) {
      const spoils = fc.array(fc.tuple(fc.nat(), spoil), { minLength: 1, maxLength: 2 });
      const bad = fc.tuple(good, spoils).map(([plan, all]) => ({
        ...plan,
        body: all.reduce((body, [which, one]) => spoiled(body, which, one), plan.body),
      }));
      const other = fc.tuple(good, hostileValue).map(([plan, body]) => ({ ...plan, body }));
      const whole = fc.tuple(good, hostileBody).map(([plan, { body, type }]) => ({ ...plan, whole: body, type }));
      variants.push({ weight: 5, arbitrary: bad }, { weight: 1, arbitrary: other }, { weight: 1, arbitrary: whole });
    }
    return fc.oneof(...variants).map((plan) => askedFor(operation, plan));
  }

  private good(operation: Operation): fc.Arbitrary<Plan> {
    const { body, method, needsKey, parameters } = operation;
    const headers = parameters.some(({ name }) => name === 'If-Match') ? GOOD_MATCH : GOOD_NONE_MATCH;
    return fc.record({
      segments: this.segments(operation, this.goodSegment(operation)),
      query: this.goodQuery(operation),
      body: body === null ? fc.constant(undefined) : this.schemas.of(body),
      key: needsKey ? fc.constant(this.world.keys.admin) : fc.constantFrom(null, null, this.world.keys.reader),
      headers: method === 'POST' && !operation.path.endsWith('/retract') ? fc.constant({}) : headers,
    });
  }

  private segments({ parameters }: Operation, value: fc.Arbitrary<string>): fc.Arbitrary<Record<string, string>> {
    const names = parameters.filter((each) => each.in === 'path').map(({ name }) => [name, value] as const);
    return fc.record(Object.fromEntries(names));
  }

  private goodSegment({ method, parameters }: Operation): fc.Arbitrary<string> {
    const named = parameters.find((each) => each.in === 'path');
    if (named?.schema?.enum !== undefined) return fc.constantFrom(...(named.schema.enum as string[]));
    const kind = named?.name as keyof World['known'] | undefined;
    const known = fc.constantFrom(...(kind === undefined ? ['none'] : this.world.known[kind]));
    if (method === 'GET')
      return fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: fc.constant('nobody') });
    return fc.oneof(
      { weight: 7, arbitrary: fc.constant(FRESH) },
      { weight: 2, arbitrary: known },
      { weight: 1, arbitrary: fc.constant('nobody') },
    );
  }

  private goodQuery({ parameters, path }: Operation): fc.Arbitrary<[string, string][]> {
    const inQuery = parameters.filter((each) => each.in === 'query');
    const required = inQuery.filter((each) => each.required);
    const optional = inQuery.filter((each) => !each.required);
    const chosen = fc
      .subarray(optional, { maxLength: Math.min(3, optional.length) })
      .chain((some) => fc.tuple(...[...required, ...some].map((parameter) => this.parameter(parameter))));
    // Which parameters have to go together the description can only say in words.
    const sensible = questionsTo(path.replace('.{format}', ''));
    if (sensible.length === 0) return chosen;
    return fc.oneof({ weight: 4, arbitrary: chosen }, { weight: 1, arbitrary: fc.constantFrom(...sensible) });
  }

  private parameter({ name, schema }: Parameter): fc.Arbitrary<[string, string]> {
    return this.schemas.of(schema ?? {}, name).map((value) => [name, encodeURIComponent([value].flat().join(','))]);
  }

  /** One value bad, one parameter twice, or one that is none. */
  private badQuery(operation: Operation): fc.Arbitrary<[string, string][]> {
    const inQuery = operation.parameters.filter((each) => each.in === 'query').map(({ name }) => name);
    const names =
      inQuery.length === 0 ? hostileName : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...inQuery) }, hostileName);
    const bad = fc.tuple(names, hostileUrlText);
    return fc
      .tuple(this.goodQuery(operation), bad, fc.boolean())
      .map(([good, [name, value], twice]) => [
        ...good.filter(([other]) => twice || other !== name),
        [encodeURIComponent(name), value],
        ...(twice ? good.slice(0, 1) : []),
      ]);
  }
}

const GOOD_MATCH = fc.constantFrom({ 'if-match': CURRENT }, { 'if-match': CURRENT }, { 'if-match': '*' });
const GOOD_NONE_MATCH = fc.constantFrom(
  {},
  {},
  {},
  { 'if-none-match': '*' },
  { 'if-none-match': '"1"' },
  { 'if-none-match': 'W/"x", "1"' },
  { accept: 'text/csv' },
  { accept: 'text/csv;q=0.5, application/json;q=0.4' },
);

const badHeaders = fc.constantFrom<Record<string, string>>(
  {}, { 'if-match': '' }, { 'if-match': '1' }, { 'if-match': '"0"' }, { 'if-match': '"999999999"' }, { 'if-match': 'W/"1"' },
  { 'if-match': '"1", "2"' }, { 'if-match': "'; --" }, { 'if-none-match': '' }, { 'if-none-match': '","' }, { accept: 'image/png' },
  { 'accept-encoding': 'br' }, { range: 'bytes=0-1' },  { 'x-http-method-override': 'DELETE' },
); // prettier-ignore

const badKey = ({ keys }: World): fc.Arbitrary<string | null> =>
  fc.constantFrom(null, keys.reader, 'stl_', `stl_${'x'.repeat(43)}`, `${keys.admin}x`, 'a b', '');

function meantBy({ cursors, known, moment }: World): ReadonlyMap<string, fc.Arbitrary<unknown>> {
  const meant = new Map<string, fc.Arbitrary<unknown>>([
    ['slug', fc.integer({ min: 0 }).map((number) => `s-${number}`)],
    ['position', fc.integer({ min: -2, max: 2 })],
    ['limit', fc.constantFrom(1, 2, 50, 1000)],
    ['knownAt', fc.constantFrom(moment, moment, moment, '2001-01-01', '9999-12-31')],
    ['cursor', fc.constantFrom(...cursors)],
    ['identifier', fc.constantFrom('iso3166-1-alpha-2:IR', 'cow:700')],
    ['url', fc.constantFrom('https://example.org/article?a=%D8%A7', 'http://example.org')],
    ['figure', fc.constantFrom(...FIGURES)],
    ['file', fc.constantFrom(...FILES)],
    ['profile', fc.constantFrom('stances', 'stances', 'actors', 'issues', 'un-ga-votes', 'nothing')],
    ['dataset', fc.constantFrom('imported', 'by-hand')],
    ['q', fc.constantFrom('afghan', 'envoy', '%%%', 'ایران')],
  ]);
  for (const date of DATES) meant.set(date, fc.constantFrom(...EDTF));
  for (const [kind, names] of Object.entries(REFERENCES)) {
    for (const name of names) meant.set(name, fc.constantFrom(...known[kind as keyof typeof REFERENCES]));
  }
  return meant;
}

function askedFor(
  { body: schema, isForm, method, needsKey, path }: Operation,
  plan: Plan & { readonly whole?: Asked['body']; readonly type?: string },
): Asked {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => plan.segments[name] ?? '');
  const query = plan.query.map(([name, value]) => `${name}=${value}`).join('&');
  const form = isForm && plan.whole === undefined ? formOf(schema ?? {}, plan.body) : null;
  const body = plan.whole ?? form?.body ?? (plan.body === undefined ? undefined : JSON.stringify(plan.body));
  return {
    method,
    path: query === '' ? address : `${address}?${query}`,
    headers: {
      ...(plan.key === null ? {} : { authorization: `Bearer ${plan.key}` }),
      ...(needsKey && body !== undefined ? { 'content-type': plan.type ?? form?.type ?? 'application/json' } : {}),
      ...plan.headers,
    },
    body,
  };
}
