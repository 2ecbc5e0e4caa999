import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording, stanceOf } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
});
afterAll(() => service.close());

const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['Persian with a zero-width non-joiner', 'پشتون\u200cها می\u200cروند'],
  ['Arabic yeh and kaf beside the Persian ones', 'يک ی ك ک'],
  ['Pashto', 'ملګري ملتونه ځای ښار ړ ڼ ۍ ې'],
  ['Arabic with marks', 'أُفْغَانِسْتَانُ'],
  ['Persian and Latin digits', '۱۴۰۲/۱۱/۲۹ ٢٠٢٤ 2024'],
  ['direction marks', '\u200fایران\u200e (IR)\u2067x\u2069'],
  ['Russian with a yo', 'Соединённые Штаты'],
  ['an accent in two characters', 'Anto\u0301nio'],
  ['an accent in one character', 'Ant\u00f3nio'],
  ['Chinese beyond the first plane', '𠮷野家 联合国'],
  ['a family of four', '👨\u200d👩\u200d👧\u200d👦'],
  ['white space that stays', '  two \t tabs\r\nnew line\u00a0hard\u3000wide  '],
  ['what JSON and SQL escape', `"quoted" \\back\\ 'single' $1 \${x} %s -- ; /* */ \u0001 \u2028`],
];

const REST = (text: string) => ({ names: [{ text, language: 'und', kind: 'PREFERRED' }], description: text });

it.each(TEXTS)('keeps %s', async (name, text) => {
  const slug = name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  await recording.actor(slug, REST(text));
  const read = await recording.get(`/v1/actors/${slug}`);
  expect([read['name'], read['description']]).toEqual([text, text]);
  const listed = await recording.list(`/v1/actors?q=${encodeURIComponent(text)}`);
  expect(listed.items.map((item) => item['name'])).toEqual([text]);
});

it('keeps them in the history and at a past moment', async () => {
  const [, persian] = TEXTS[0]!;
  const { recordedAt } = await recording.actor('once-persian', REST(persian));
  await recording.patch('/v1/actors/once-persian', 1, REST('Persian no more'));
  expect(await recording.get(`/v1/actors/once-persian?knownAt=${recordedAt}`)).toMatchObject(REST(persian));
  expect(await recording.get('/v1/actors/once-persian/history')).toMatchObject({
    items: [REST(persian), REST('Persian no more')],
  });
});

it('keeps them in stances and their quotes', async () => {
  await recording.actor('speaker');
  await recording.issue('question');
  await recording.source('press');
  for (const [, text] of TEXTS) {
    const quote = { exact: text, prefix: text, suffix: text };
    const citations = [{ source: 'press', credibility: 3, locator: text, quote }];
    const sent = { actor: 'speaker', issue: 'question', summary: text, note: text, citations };
    const { id } = await recording.stance(stanceOf(sent));
    expect(await recording.get(`/v1/stances/${id}`)).toMatchObject({ summary: text, note: text, citations });
  }
});

it('refuses text that cannot be stored, and points at it', async () => {
  const names = [{ text: 'half \ud83d', language: 'en', kind: 'PREFERRED' }];
  expect(await recording.refusedPost(400, '/v1/actors', { slug: 'half', kind: 'STATE', names })).toMatchObject({
    code: 'request/unstorable-text',
    errors: [{ pointer: '/names/0/text' }],
  });
});
