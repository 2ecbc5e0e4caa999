import fc from 'fast-check';

const json = (text: string): unknown => JSON.parse(text) as unknown;

const SQL = ["' OR 1=1 --", "'; DROP TABLE stance; --", '$1', "E'\\x00'", '%_\\', '1); SELECT pg_sleep(9)'];

const DATES = [
  '2023-02-30', '2024-13', '20140318', '2024-21', '2024-02/2023-11', '../..', '2021/..', '0000', '9999-12-31', 'Y10000',
  '[2023..2024]', '{2023,2024}', '2023-11-0X', '2023-1X', 'XXXX', '2024-02-19T00:00:00Z', '-infinity', 'now',
]; // prettier-ignore

const TEXTS = [
  '', ' ', '\u0085', '\u00a0', '\ufeff', '\0', 'a\0b', '\ud800', '\udfff', '\ud83e', '\u202e', '\uffff', '🦊', 'e\u0301',
  `x${'\ufe0f'.repeat(3000)}`, 'ایران', 'Iran', 'IRAN', '-', 'a--b', '__proto__', 'constructor', 'null', 'undefined',
  'true', 'NaN', 'Infinity', '1', '01', '1.5', '1e3', '-1', '0x10', '99999999999999999999', '<script>', '../../etc/passwd',
  'a,b', ',', 'iran,,taliban', '00000000-0000-0000-0000-000000000000', '01A20CCA-D095-76FA-A983-21BF3AE9EA72',
  'x'.repeat(101), 'x'.repeat(3000), 'HTTP://EXAMPLE.ORG/', 'javascript:alert(1)', 'http://[::1', ...SQL, ...DATES,
]; // prettier-ignore

/** Texts that break what takes them for what it expects. */
export const hostileText = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary' }), fc.string());

/** The same for JSON, and whatever else it has. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      null, true, false, 0, -0, -1, 3, 1.5, 1e9, 2 ** 31, 2 ** 53, -1e300, 5e-324, [], [[]], [null], [[], {}], {}, { length: 1 },
      json('{"__proto__":{"x":1}}'), json('{"constructor":{"prototype":{"x":1}}}'), { toString: 1 }, { 0: 'iran' }, ['iran'],
      json('['.repeat(50) + ']'.repeat(50)), Array(2000).fill('x'),
    ),
  }, // prettier-ignore
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** Names of parameters and fields that are none. */
export const hostileName = fc.constantFrom(
  'nope', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'limit[]', 'limit[gte]', 'a/b~c', 'id', 'revision', '$where',
); // prettier-ignore

/** Texts for a place in a URL, escaped so that they arrive; and some that no escape makes. */
export const hostileUrlText = fc.oneof(
  { weight: 4, arbitrary: hostileText.map(escaped) },
  { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '%FF', '%C0%80', '%ED%A0%80', '%00', '%2F', '%2e%2e', 'a+b', 'x'.repeat(300)) },
); // prettier-ignore

/** Half a character cannot be escaped, only its bytes can. A URL longer than Node reads is no question to us. */
function escaped(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(Array.from(text).slice(0, 1000).join('')) : '%ED%A0%80';
}

/** What is sent as a body where an object of JSON belongs, and as what. */
export const hostileBody: fc.Arbitrary<{ readonly type: string; readonly body: string | Buffer }> = fc.oneof(
  fc.record({
    type: fc.constant('application/json'),
    body: fc.constantFrom<string | Buffer>(
      '', ' ', 'null', '[]', '1', '"x"', '{', '{}{}', '{"a":}', "{'a':1}", '{"a":NaN}', '\ufeff{}', '{"a":1,}',
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, '['.repeat(100_000), Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
      Buffer.from('{}', 'utf16le'), JSON.stringify({ x: 'x'.repeat(1024 * 1024) }),
    ),
  }),
  fc.record({
    type: fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data', 'json', ''),
    body: fc.constantFrom('{}', 'reason=x', '<x/>'),
  }),
); // prettier-ignore

/** `value` with one of its parts, chosen by `which`, taken out, replaced, or given a field that it does not know. */
export function spoiled(value: unknown, which: number, spoil: Spoil): unknown {
  const places = placesIn(value);
  return changedAt(value, places[which % places.length] ?? [], spoil);
}

export type Spoil =
  | { readonly kind: 'replace'; readonly value: unknown }
  | { readonly kind: 'remove' }
  | { readonly kind: 'add'; readonly name: string; readonly value: unknown };

export const spoil: fc.Arbitrary<Spoil> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('replace' as const), value: hostileValue }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'remove' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('add' as const), name: hostileName, value: hostileValue }) },
);

type Place = readonly string[];

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

const placesIn = (value: unknown): Place[] =>
  isContainer(value)
    ? Object.entries(value).flatMap(([name, part]) => [[name], ...placesIn(part).map((place) => [name, ...place])])
    : [];

function changedAt(value: unknown, [name, ...rest]: Place, spoil: Spoil): unknown {
  if (name === undefined || !isContainer(value)) return spoil.kind === 'add' ? withField(value, spoil) : value;
  if (rest.length > 0 || spoil.kind === 'add') {
    return rebuilt(value, (key, part) => (key === name ? [[key, changedAt(part, rest, spoil)]] : [[key, part]]));
  }
  return rebuilt(value, (key, part) => {
    if (key !== name) return [[key, part]];
    return spoil.kind === 'remove' ? [] : [[key, spoil.value]];
  });
}

const withField = (value: unknown, { name, value: added }: { name: string; value: unknown }): unknown =>
  isContainer(value) && !Array.isArray(value)
    ? fromEntries([...Object.entries(value), [name, added]])
    : fromEntries([[name, added]]);

function rebuilt(value: object, change: (key: string, part: unknown) => [string, unknown][]): unknown {
  const entries = Object.entries(value).flatMap(([key, part]) => change(key, part));
  return Array.isArray(value) ? entries.map(([, part]) => part) : fromEntries(entries);
}

/** Object.fromEntries makes `__proto__` a field like any other, as JSON does. */
const fromEntries = (entries: readonly (readonly [string, unknown])[]): object => Object.fromEntries(entries);
