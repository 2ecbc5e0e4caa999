import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemonstrationService } from '@app/exchange';
import { Client } from 'pg';
import { type Asked, type Answered, curlOf, Sender } from '../support/openapi/requests.js';
import type { Refused } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** What is only known once the service runs. */
interface Given {
  readonly key: string;
  /** Cursors of the second pages of these lists, one row each. */
  readonly actors: string;
  readonly stances: string;
  readonly shifts: string;
  readonly stanceId: string;
}

type Ask = (given: Given) => Asked;
type Path = string | ((given: Given) => string);
type Json = Readonly<Record<string, unknown>>;
/** Several places, where a request has several faults; none, where the fault is in no field. */
type Pointer = string | readonly string[] | null;
type Case = readonly [what: string, ask: Ask, status: number, code: string, pointer: Pointer];

const pathOf = (path: Path, given: Given): string => (typeof path === 'string' ? path : path(given));

const get =
  (path: Path, headers: Readonly<Record<string, string>> = {}): Ask =>
  (given) => ({ method: 'GET', path: pathOf(path, given), headers });

/** As an editor; `body` as it is, or as JSON. */
const send =
  (method: string, path: Path, body?: string | Buffer | Json, headers: Readonly<Record<string, string>> = {}): Ask =>
  (given) => ({
    method,
    path: pathOf(path, given),
    headers: { authorization: `Bearer ${given.key}`, 'content-type': 'application/json', ...headers },
    body: body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });

const SOURCE = 'iran-international-2024-02-19';
const CITATION = { source: SOURCE, credibility: 3 };
const STANCE = {
  actor: 'iran',
  issue: 'un-envoy',
  act: 'STATEMENT',
  position: -1,
  date: '2024-02-18',
  citations: [CITATION],
};
const ACTOR = { slug: 'new-actor', kind: 'STATE', names: [{ text: 'New', language: 'en', kind: 'PREFERRED' }] };
const ISSUE = { slug: 'new-issue', name: 'New', proposition: 'It is new.', scale: 'support-5' };
const SCALE = { slug: 'new-scale', name: 'New', points: [-1, 1].map((position) => ({ position, label: 'x' })) };
const EVENT = { slug: 'new-event', name: 'New', date: '2024-02-18' };
const PRESS = { slug: 'new-source', title: 'New', reliability: 'B' };
const RELATION = { slug: 'new-relation', subject: 'iran', type: 'LEADS', object: 'taliban' };

const stance = (fields: Json): Ask => send('POST', '/v1/stances', { ...STANCE, ...fields });
const cites = (fields: Json): Ask => stance({ citations: [{ ...CITATION, ...fields }] });
const actor = (fields: Json): Ask => send('POST', '/v1/actors', { ...ACTOR, ...fields });
const issue = (fields: Json): Ask => send('POST', '/v1/issues', { ...ISSUE, ...fields });
const scale = (fields: Json): Ask => send('POST', '/v1/scales', { ...SCALE, ...fields });
const event = (fields: Json): Ask => send('POST', '/v1/events', { ...EVENT, ...fields });
const source = (fields: Json): Ask => send('POST', '/v1/sources', { ...PRESS, ...fields });
const relation = (fields: Json): Ask => send('POST', '/v1/relations', { ...RELATION, ...fields });
const change = (path: Path, fields: Json, match = '"1"'): Ask => send('PATCH', path, fields, { 'if-match': match });
const retract = (path: Path, fields: Json, headers: Readonly<Record<string, string>> = {}): Ask =>
  send('POST', path, fields, headers);

/** A stance in JSON, with a piece of the text replaced. */
const json = (from: string, to: string): Ask => send('POST', '/v1/stances', JSON.stringify(STANCE).replace(from, to));
const bytes = (...parts: readonly (string | readonly number[])[]): Ask =>
  send('POST', '/v1/stances', Buffer.concat(parts.map((part) => Buffer.from(part as string))));
const typed = (type: string, body = '{}'): Ask => send('POST', '/v1/stances', body, { 'content-type': type });

const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  dates: [
    ['30 February, from', get('/v1/stances?from=2023-02-30'), 400, 'date/impossible-day', '?from'],
    ['30 February, to', get('/v1/events?to=2023-02-30'), 400, 'date/impossible-day', '?to'],
    ['29 February of no leap year', get('/v1/positions?on=2023-02-29'), 400, 'date/impossible-day', '?on'],
    ['month 13', get('/v1/timeline?actor=iran&from=2024-13'), 400, 'date/impossible-day', '?from'],
    ['day 00', get('/v1/timeline?actor=iran&to=2024-01-00'), 400, 'date/impossible-day', '?to'],
    ['window reversed', get('/v1/stances?from=2024-02&to=2023-11'), 400, 'date/window-reversed', '?to'],
    ['window of events reversed', get('/v1/events?from=2024-02&to=2023-11'), 400, 'date/window-reversed', '?to'],
    ['timeline reversed', get('/v1/timeline?actor=iran&from=2024-02&to=2024-01'), 400, 'date/window-reversed', '?to'],
    ['shifts reversed', get('/v1/shifts?since=2024&until=2023'), 400, 'date/window-reversed', '?until'],
    ['reversed by a day', get('/v1/stances?from=2024-02-19&to=2024-02-18'), 400, 'date/window-reversed', '?to'],
    ['interval reversed in a window', get('/v1/stances?from=2024-02/2023-11'), 400, 'date/interval-reversed', '?from'],
    ['a day without hyphens', get('/v1/stances?from=20140318'), 400, 'date/not-edtf', '?from'],
    ['a day without hyphens in since', get('/v1/shifts?since=20140318'), 400, 'date/not-edtf', '?since'],
    ['spring', get('/v1/stances?from=2024-21'), 400, 'date/season-ambiguous', '?from'],
    ['a quarter code', get('/v1/relations?on=2024-33'), 400, 'date/not-edtf', '?on'],
    ['seconds since 1970', get('/v1/positions?on=1708300800'), 400, 'date/not-edtf', '?on'],
    ['a word', get('/v1/positions?on=today'), 400, 'date/not-edtf', '?on'],
    ['a time', get('/v1/positions?on=2024-02-19T00:00:00Z'), 400, 'date/not-edtf', '?on'],
    ['white space before', get('/v1/positions?on=%202024-02-19'), 400, 'date/not-edtf', '?on'],
    ['year 0', get('/v1/positions?on=0000'), 400, 'date/year-out-of-range', '?on'],
    ['year -1', get('/v1/positions?on=-0001'), 400, 'date/year-out-of-range', '?on'],
    ['year 10000', get('/v1/positions?on=Y10000'), 400, 'date/year-out-of-range', '?on'],
    ['no end', get('/v1/positions?on=2021/..'), 400, 'date/open-end', '?on'],
    ['an unknown end', get('/v1/positions?on=2021/'), 400, 'date/open-end', '?on'],
    ['neither end', get('/v1/stances?from=../..'), 400, 'date/unbounded', '?from'],
    ['a set with a range', get('/v1/stances?from=[2023..2024]'), 400, 'date/set-range', '?from'],
    ['all of a set', get('/v1/stances?from={2023,2024}'), 400, 'date/all-of-set', '?from'],
    ['a long set', get(`/v1/stances?from=${'2'.repeat(101)}`), 400, 'request/invalid', '?from'],
    ['no date at all', get('/v1/stances?from='), 400, 'request/invalid', '?from'],
    ['on left out', get('/v1/positions'), 400, 'request/invalid', '?on'],
    ['too many days', get('/v1/timeline?actor=iran&interval=day&from=0001&to=9998'), 400, 'timeline/too-many-buckets', '?interval'],
    ['the last year', get('/v1/timeline?actor=iran&interval=year&from=9999&to=9999'), 400, 'date/year-out-of-range', '?interval'],
    ['a stance on 30 February', stance({ date: '2023-02-30' }), 400, 'date/impossible-day', '/date'],
    ['a stance in spring', stance({ date: '2024-21' }), 400, 'date/season-ambiguous', '/date'],
    ['a stance reversed', stance({ date: '2024-02/2023-11' }), 400, 'date/interval-reversed', '/date'],
    ['a stance on 20140318', stance({ date: '20140318' }), 400, 'date/not-edtf', '/date'],
    ['a stance on a number', stance({ date: 20140318 }), 400, 'request/invalid', '/date'],
    ['a stance without date', stance({ date: undefined }), 400, 'request/invalid', '/date'],
    ['a stance on null', stance({ date: null }), 400, 'request/invalid', '/date'],
    ['an event on 31 June', event({ date: '2024-06-31' }), 400, 'date/impossible-day', '/date'],
    ['a source of month 13', source({ date: '2024-13' }), 400, 'date/impossible-day', '/date'],
    ['a relation reversed', relation({ valid: '2024/2021' }), 400, 'date/interval-reversed', '/valid'],
    ['an actor of no time', actor({ validity: '../..' }), 400, 'date/unbounded', '/validity'],
    ['a name on 30 February', actor({ names: [ACTOR.names[0], { ...ACTOR.names[0], valid: '2023-02-30' }] }), 400, 'date/impossible-day', '/names/1/valid'],
    ['an identifier in spring', actor({ identifiers: [{ scheme: 'cow', value: '1', valid: '2024-21' }] }), 400, 'date/season-ambiguous', '/identifiers/0/valid'],
    ['a change to 30 February', change('/v1/events/doha-meeting-2024-02', { date: '2023-02-30' }), 400, 'date/impossible-day', '/date'],
    ['a change to no date', change('/v1/events/doha-meeting-2024-02', { date: null }), 400, 'request/invalid', '/date'],
  ],

  positions: [
    ['3', stance({ position: 3 }), 400, 'stance/off-scale', '/position'],
    ['1e9', stance({ position: 1e9 }), 400, 'stance/off-scale', '/position'],
    ['1e300', stance({ position: 1e300 }), 400, 'stance/off-scale', '/position'],
    ['beyond numbers', json('-1', '1e999'), 400, 'request/invalid', '/position'],
    ['1.5', stance({ position: 1.5 }), 400, 'request/invalid', '/position'],
    ['a text', stance({ position: '1' }), 400, 'request/invalid', '/position'],
    ['true', stance({ position: true }), 400, 'request/invalid', '/position'],
    ['a list', stance({ position: [1] }), 400, 'request/invalid', '/position'],
    ['an object', stance({ position: {} }), 400, 'request/invalid', '/position'],
    ['left out', stance({ position: undefined }), 400, 'request/invalid', '/position'],
    ['of an absence', stance({ act: 'ABSENCE', issue: 'water', position: 1 }), 400, 'stance/absence-has-no-position', '/position'],
    ['revised to 3', change((given) => `/v1/stances/${given.stanceId}`, { position: 3 }), 400, 'stance/off-scale', '/position'],
    ['a scale with 1.5', scale({ points: [SCALE.points[0], { position: 1.5, label: 'x' }] }), 400, 'request/invalid', '/points/1/position'],
    ['a scale to 1e9', scale({ points: [SCALE.points[0], { position: 1e9, label: 'x' }] }), 400, 'request/invalid', '/points/1/position'],
    ['a scale with one twice', scale({ points: [SCALE.points[0], SCALE.points[0]] }), 400, 'scale/point-twice', '/points/1/position'],
    ['a scale of one point', scale({ points: [SCALE.points[0]] }), 400, 'request/invalid', '/points'],
    ['credibility 0', cites({ credibility: 0 }), 400, 'request/invalid', '/citations/0/credibility'],
    ['credibility 7', cites({ credibility: 7 }), 400, 'request/invalid', '/citations/0/credibility'],
    ['credibility 1.5', cites({ credibility: 1.5 }), 400, 'request/invalid', '/citations/0/credibility'],
    ['weight 0', issue({ broader: [{ issue: 'un-envoy', direction: 1, weight: 0 }] }), 400, 'request/invalid', '/broader/0/weight'],
    ['direction 0', issue({ broader: [{ issue: 'un-envoy', direction: 0, weight: 1 }] }), 400, 'request/invalid', '/broader/0/direction'],
  ],

  'names of nothing': [
    ['actor in a filter', get('/v1/stances?actor=nobody'), 400, 'actor/unknown', '?actor'],
    ['the second actor in a filter', get('/v1/stances?actor=iran,nobody'), 400, 'actor/unknown', '?actor'],
    ['issue in a filter', get('/v1/timeline?issue=nothing'), 400, 'issue/unknown', '?issue'],
    ['event in a filter', get('/v1/shifts?event=nothing'), 400, 'event/unknown', '?event'],
    ['source in a filter', get('/v1/positions?on=2024&source=nothing'), 400, 'source/unknown', '?source'],
    ['target in a filter', get('/v1/stances?target=nobody'), 400, 'actor/unknown', '?target'],
    ['speaker in a filter', get('/v1/timeline?actor=iran&speaker=nobody'), 400, 'actor/unknown', '?speaker'],
    ['participant in a filter', get('/v1/events?participant=nobody'), 400, 'actor/unknown', '?participant'],
    ['subject in a filter', get('/v1/relations?subject=nobody'), 400, 'actor/unknown', '?subject'],
    ['object in a filter', get('/v1/relations?object=nobody'), 400, 'actor/unknown', '?object'],
    ['broader in a filter', get('/v1/issues?broader=nothing'), 400, 'issue/unknown', '?broader'],
    ['scale in a filter', get('/v1/issues?scale=nothing'), 400, 'scale/unknown', '?scale'],
    ['an id in a filter', get('/v1/stances?actor=00000000-0000-0000-0000-000000000000'), 400, 'actor/unknown', '?actor'],
    ['upper case in a filter', get('/v1/stances?actor=Iran'), 400, 'request/invalid', '?actor'],
    ['an empty filter', get('/v1/stances?actor='), 400, 'request/invalid', '?actor'],
    ['an empty one in a filter', get('/v1/stances?actor=iran,,taliban'), 400, 'request/invalid', '?actor'],
    ['501 in a filter', get(`/v1/stances?actor=${Array(501).fill('iran').join(',')}`), 400, 'request/invalid', '?actor'],
    ['nothing to draw', get('/v1/timeline'), 400, 'timeline/actor-or-issue-required', '?actor'],
    ['actor', stance({ actor: 'nobody' }), 400, 'actor/unknown', '/actor'],
    ['issue', stance({ issue: 'nothing' }), 400, 'issue/unknown', '/issue'],
    ['target', stance({ target: 'nobody' }), 400, 'actor/unknown', '/target'],
    ['speaker', stance({ speaker: 'nobody' }), 400, 'actor/unknown', '/speaker'],
    ['event', stance({ event: 'nothing' }), 400, 'event/unknown', '/event'],
    ['source', cites({ source: 'nothing' }), 400, 'source/unknown', '/citations/0/source'],
    ['second source', stance({ citations: [CITATION, { ...CITATION, source: 'nothing' }] }), 400, 'source/unknown', '/citations/1/source'],
    ['participant', event({ participants: [{ actor: 'iran', role: 'HOST' }, { actor: 'nobody', role: 'HOST' }] }), 400, 'actor/unknown', '/participants/1/actor'],
    ['broader issue', issue({ broader: [{ issue: 'nothing', direction: 1, weight: 1 }] }), 400, 'issue/unknown', '/broader/0/issue'],
    ['scale', issue({ scale: 'nothing' }), 400, 'scale/unknown', '/scale'],
    ['subject', relation({ subject: 'nobody' }), 400, 'actor/unknown', '/subject'],
    ['object', relation({ object: 'nobody' }), 400, 'actor/unknown', '/object'],
    ['source of a relation', relation({ source: 'nothing' }), 400, 'source/unknown', '/source'],
    ['actor in the path', get('/v1/actors/nobody'), 404, 'actor/not-found', null],
    ['history in the path', get('/v1/issues/nothing/history'), 404, 'issue/not-found', null],
    ['id in the path', get('/v1/scales/00000000-0000-0000-0000-000000000000'), 404, 'scale/not-found', null],
    ['stance in the path', get('/v1/stances/00000000-0000-0000-0000-000000000000'), 404, 'stance/not-found', null],
    ['stance by a slug', get('/v1/stances/iran'), 404, 'stance/not-found', null],
    ['history of a stance by a slug', get('/v1/stances/iran/history'), 404, 'stance/not-found', null],
    ['a change in the path', change('/v1/events/nothing', { place: 'x' }), 404, 'event/not-found', null],
    ['a retraction in the path', retract('/v1/relations/nothing/retract', { reason: 'x' }), 404, 'relation/not-found', null],
    ['an inherited name in the path', get('/v1/actors/constructor'), 404, 'actor/not-found', null],
    ['SQL in the path', get("/v1/actors/'%20OR%201=1;--"), 404, 'actor/not-found', null],
    ['a long path', get(`/v1/actors/${'a'.repeat(201)}`), 414, 'request/url-too-long', null],
  ],

  contradictions: [
    ['an issue broader than itself', change('/v1/issues/water', { broader: [{ issue: 'water', direction: 1, weight: 1 }] }), 409, 'issue/cycle', '/broader'],
    ['a cycle of two issues', change('/v1/issues/reintegration', { broader: [{ issue: 'un-envoy', direction: -1, weight: 1 }] }), 409, 'issue/cycle', '/broader'],
    ['a broader issue twice', issue({ broader: Array(2).fill({ issue: 'water', direction: 1, weight: 1 }) }), 400, 'issue/broader-twice', '/broader'],
    ['a role twice', event({ participants: Array(2).fill({ actor: 'iran', role: 'HOST' }) }), 400, 'event/participant-twice', '/participants'],
    ['an actor that leads itself', relation({ object: 'iran' }), 400, 'relation/to-itself', '/object'],
    ['a relation that is there', relation({ subject: 'hassan-kazemi-qomi', type: 'REPRESENTS', object: 'iran' }), 409, 'relation/overlaps', '/valid'],
    ['a slug that is there', actor({ slug: 'iran' }), 409, 'actor/slug-taken', '/slug'],
    ['an externalId that is there', stance({ externalId: `${SOURCE}/1` }), 409, 'stance/external-id-taken', '/externalId'],
    ['no preferred name', actor({ names: [{ ...ACTOR.names[0], kind: 'ALIAS' }] }), 400, 'actor/preferred-name-required', '/names'],
    ['a scale that is used', change('/v1/scales/support-5', { points: SCALE.points }), 409, 'scale/points-fixed', '/points'],
    ['a retraction of what is used', retract('/v1/actors/iran/retract', { reason: 'x' }), 409, 'catalog/in-use', null],
  ],

  types: [
    ['actor is a number', stance({ actor: 1 }), 400, 'request/invalid', '/actor'],
    ['actor is a list', stance({ actor: ['iran'] }), 400, 'request/invalid', '/actor'],
    ['actor is null', stance({ actor: null }), 400, 'request/invalid', '/actor'],
    ['actor is no slug', stance({ actor: 'Iran' }), 400, 'request/invalid', '/actor'],
    ['act is unknown', stance({ act: 'SHRUG' }), 400, 'request/invalid', '/act'],
    ['act in lower case', stance({ act: 'statement' }), 400, 'request/invalid', '/act'],
    ['act is a list', stance({ act: ['STATEMENT'] }), 400, 'request/invalid', '/act'],
    ['channel is unknown', stance({ channel: 'RUMOUR' }), 400, 'request/invalid', '/channel'],
    ['confidence is a number', stance({ confidence: 1 }), 400, 'request/invalid', '/confidence'],
    ['summary is blank', stance({ summary: ' ' }), 400, 'request/invalid', '/summary'],
    ['summary is a next-line character', stance({ summary: '\u0085' }), 400, 'request/invalid', '/summary'],
    ['summary is too long', stance({ summary: 'x'.repeat(2001) }), 400, 'request/invalid', '/summary'],
    ['citations left out', stance({ citations: undefined }), 400, 'request/invalid', '/citations'],
    ['citations empty', stance({ citations: [] }), 400, 'request/invalid', '/citations'],
    ['citations are null', stance({ citations: null }), 400, 'request/invalid', '/citations'],
    ['citations are an object', stance({ citations: { 0: CITATION } }), 400, 'request/invalid', '/citations'],
    ['citations with a length', stance({ citations: { length: 1 } }), 400, 'request/invalid', '/citations'],
    ['101 citations', stance({ citations: Array(101).fill(CITATION) }), 400, 'request/invalid', '/citations'],
    ['a citation is null', stance({ citations: [CITATION, null] }), 400, 'request/invalid', '/citations/1'],
    ['a citation is a list', stance({ citations: [[CITATION]] }), 400, 'request/invalid', '/citations/0'],
    ['a citation is an empty list', stance({ citations: [[], CITATION, 'x'] }), 400, 'request/invalid', ['/citations/0', '/citations/2']],
    ['a quote is a list', cites({ quote: [] }), 400, 'request/invalid', '/citations/0/quote'],
    ['a quote is a list of quotes', cites({ quote: [{ exact: 'x' }] }), 400, 'request/invalid', '/citations/0/quote'],
    ['a quote is a text', cites({ quote: 'x' }), 400, 'request/invalid', '/citations/0/quote'],
    ['a quote is empty', cites({ quote: {} }), 400, 'request/invalid', '/citations/0/quote/exact'],
    ['a quote begins with a number', cites({ quote: { exact: 'x', prefix: 1 } }), 400, 'request/invalid', '/citations/0/quote/prefix'],
    ['names are a text', actor({ names: 'New' }), 400, 'request/invalid', '/names'],
    ['a name is too long for the database', actor({ names: [{ ...ACTOR.names[0], text: `x${'\uFE0F'.repeat(600)}` }] }), 400, 'request/invalid', '/names/0/text'],
    ['a name is in no language', actor({ names: [{ ...ACTOR.names[0], language: 'en_GB' }] }), 400, 'request/invalid', '/names/0/language'],
    ['a name is in no script', actor({ names: [{ ...ACTOR.names[0], script: 'arab' }] }), 400, 'request/invalid', '/names/0/script'],
    ['identifiers are null', actor({ identifiers: null }), 400, 'request/invalid', '/identifiers'],
    ['a slug with a capital', actor({ slug: 'Iran' }), 400, 'request/invalid', '/slug'],
    ['a slug like an id', actor({ slug: '00000000-0000-0000-0000-000000000000' }), 400, 'request/invalid', '/slug'],
    ['a slug of 101 characters', actor({ slug: 'a'.repeat(101) }), 400, 'request/invalid', '/slug'],
    ['a slug is empty', actor({ slug: '' }), 400, 'request/invalid', '/slug'],
    ['a boolean as a text', issue({ absenceCarriesPosition: 'true' }), 400, 'request/invalid', '/absenceCarriesPosition'],
    ['a weight as a text', issue({ broader: [{ issue: 'water', direction: 1, weight: '1' }] }), 400, 'request/invalid', '/broader/0/weight'],
    ['a URL without scheme', source({ url: 'example.org' }), 400, 'request/invalid', '/url'],
    ['a script as a URL', source({ url: 'javascript:alert(1)' }), 400, 'request/invalid', '/url'],
    ['a URL in capitals', source({ url: 'HTTP://EXAMPLE.ORG/' }), 400, 'request/invalid', '/url'],
    ['a grade that is none', source({ reliability: 'G' }), 400, 'request/invalid', '/reliability'],
    ['no reason', retract('/v1/scales/vote-3/retract', {}), 400, 'request/invalid', '/reason'],
    ['a blank reason', retract('/v1/scales/vote-3/retract', { reason: '\n' }), 400, 'request/invalid', '/reason'],
    ['a blank reason for PostgreSQL', retract('/v1/scales/vote-3/retract', { reason: '\u0085' }), 400, 'request/invalid', '/reason'],
    ['clearing what must be', change('/v1/issues/water', { name: null }), 400, 'request/invalid', '/name'],
    ['changing a slug', change('/v1/actors/iran', { slug: 'persia' }), 400, 'request/invalid', '/slug'],
    ['changing a scale of an issue', change('/v1/issues/water', { scale: 'vote-3' }), 400, 'request/invalid', '/scale'],
    ['several faults', stance({ actor: 1, act: 'SHRUG', citations: [] }), 400, 'request/invalid', ['/actor', '/act', '/citations']],
    ['kind is unknown', get('/v1/actors?kind=STATE,PLANET'), 400, 'request/invalid', '?kind'],
    ['kind is empty', get('/v1/actors?kind='), 400, 'request/invalid', '?kind'],
    ['status is unknown', get('/v1/stances?status=DRAFT'), 400, 'request/invalid', '?status'],
    ['sort by something else', get('/v1/actors?sort=name'), 400, 'request/invalid', '?sort'],
    ['sort by two', get('/v1/stances?sort=date,-date'), 400, 'request/invalid', '?sort'],
    ['count=true', get('/v1/actors?count=true'), 400, 'request/invalid', '?count'],
    ['shape=table', get('/v1/actors?shape=table'), 400, 'request/invalid', '?shape'],
    ['interval=decade', get('/v1/timeline?actor=iran&interval=decade'), 400, 'request/invalid', '?interval'],
    ['method=median', get('/v1/timeline?actor=iran&method=median'), 400, 'request/invalid', '?method'],
    ['means of changes', get('/v1/timeline?actor=iran&interval=change&method=mean'), 400, 'timeline/change-is-last', '?method'],
    ['fill=zero', get('/v1/timeline?actor=iran&fill=zero'), 400, 'request/invalid', '?fill'],
    ['an identifier without scheme', get('/v1/actors?identifier=IR'), 400, 'request/invalid', '?identifier'],
    ['two letters to look for', get('/v1/stances?q=ab'), 400, 'request/invalid', '?q'],
    ['nothing to look for', get('/v1/actors?q='), 400, 'request/invalid', '?q'],
    ['too much to look for', get(`/v1/actors?q=${'a'.repeat(201)}`), 400, 'request/invalid', '?q'],
    ['10,000 characters to look for', get(`/v1/actors?q=${'a'.repeat(10_000)}`), 400, 'request/invalid', '?q'],
  ],

  limits: [
    ['0', get('/v1/actors?limit=0'), 400, 'request/invalid', '?limit'],
    ['1001', get('/v1/stances?limit=1001'), 400, 'request/invalid', '?limit'],
    ['abc', get('/v1/shifts?limit=abc'), 400, 'request/invalid', '?limit'],
    ['1e3', get('/v1/actors?limit=1e3'), 400, 'request/invalid', '?limit'],
    ['-1', get('/v1/actors?limit=-1'), 400, 'request/invalid', '?limit'],
    ['empty', get('/v1/actors?limit='), 400, 'request/invalid', '?limit'],
    ['without a sign', get('/v1/actors?limit'), 400, 'request/invalid', '?limit'],
    ['1.0', get('/v1/actors?limit=1.0'), 400, 'request/invalid', '?limit'],
    ['0x10', get('/v1/actors?limit=0x10'), 400, 'request/invalid', '?limit'],
    ['a space before', get('/v1/actors?limit=%201'), 400, 'request/invalid', '?limit'],
    ['Persian digits', get('/v1/actors?limit=%DB%B1'), 400, 'request/invalid', '?limit'],
    ['beyond integers', get(`/v1/actors?limit=${'9'.repeat(30)}`), 400, 'request/invalid', '?limit'],
    ['NaN', get('/v1/actors?limit=NaN'), 400, 'request/invalid', '?limit'],
    ['Infinity', get('/v1/shifts?limit=Infinity'), 400, 'request/invalid', '?limit'],
  ],

  'names of parameters and fields': [
    ['unknown parameter', get('/v1/actors?nope=1'), 400, 'request/invalid', '?nope'],
    ['unknown parameter of a document', get('/v1/actors/iran?limit=1'), 400, 'request/invalid', '?limit'],
    ['unknown parameter of a history', get('/v1/actors/iran/history?knownAt=2024'), 400, 'request/invalid', '?knownAt'],
    ['unknown parameter of a write', send('POST', '/v1/stances?dryRun=1', STANCE), 400, 'request/invalid', '?dryRun'],
    ['unknown parameter of the probe', get('/livez?x=1'), 400, 'request/invalid', '?x'],
    ['unknown parameter of the figures', get('/metrics?x=1'), 400, 'request/invalid', '?x'],
    ['a parameter in other letters', get('/v1/actors?Limit=1'), 400, 'request/invalid', '?Limit'],
    ['a parameter of no name', get('/v1/actors?=1'), 400, 'request/invalid', '?'],
    ['twice', get('/v1/actors?limit=1&limit=2'), 400, 'request/parameter-repeated', '?limit'],
    ['twice the same', get('/v1/stances?actor=iran&actor=iran'), 400, 'request/parameter-repeated', '?actor'],
    ['twice and unknown', get('/v1/actors?x=1&x=2'), 400, 'request/parameter-repeated', '?x'],
    ['as PHP has lists', get('/v1/actors?kind[]=STATE'), 400, 'request/invalid', '?kind[]'],
    ['as PHP has objects', get('/v1/actors?limit[gte]=1'), 400, 'request/invalid', '?limit[gte]'],
    ['__proto__', get('/v1/actors?__proto__=1'), 400, 'request/invalid', '?__proto__'],
    ['__proto__ of a probe', get('/readyz?__proto__=1'), 400, 'request/invalid', '?__proto__'],
    ['constructor', get('/v1/stances?constructor=1'), 400, 'request/invalid', '?constructor'],
    ['toString', get('/v1/timeline?actor=iran&toString=1'), 400, 'request/invalid', '?toString'],
    ['hasOwnProperty', get('/v1/actors/iran?hasOwnProperty=1'), 400, 'request/invalid', '?hasOwnProperty'],
    ['unknown field', stance({ stance: 1 }), 400, 'request/invalid', '/stance'],
    ['a field of the answer', stance({ score: 1 }), 400, 'request/invalid', '/score'],
    ['a field with a slash and a tilde', stance({ 'a/b~c': 1 }), 400, 'request/invalid', '/a~1b~0c'],
    ['unknown field of a citation', cites({ page: 1 }), 400, 'request/invalid', '/citations/0/page'],
    ['unknown field of a quote', cites({ quote: { exact: 'x', page: 1 } }), 400, 'request/invalid', '/citations/0/quote/page'],
    ['unknown field of a name', actor({ names: [{ ...ACTOR.names[0], lang: 'en' }] }), 400, 'request/invalid', '/names/0/lang'],
    ['field __proto__', json('{', '{"__proto__":{"admin":true},'), 400, 'request/invalid', '/__proto__'],
    ['field constructor', json('{', '{"constructor":{"prototype":{"admin":true}},'), 400, 'request/invalid', '/constructor'],
    ['field toString', json('{', '{"toString":1,'), 400, 'request/invalid', '/toString'],
    ['field __proto__ of a citation', json('"credibility"', '"__proto__":[],"credibility"'), 400, 'request/invalid', '/citations/0/__proto__'],
    ['field valueOf of a citation', json('"credibility"', '"valueOf":1,"credibility"'), 400, 'request/invalid', '/citations/0/valueOf'],
    ['only __proto__', change('/v1/actors/iran', JSON.parse('{"__proto__":{"description":"x"}}') as Json), 400, 'request/invalid', '/__proto__'],
  ],

  'characters that cannot be kept': [
    ['NUL in a query', get('/v1/actors?q=%00'), 400, 'request/unstorable-text', '?q'],
    ['NUL in a name', get('/v1/stances?actor=ir%00an'), 400, 'request/unstorable-text', '?actor'],
    ['NUL in a date', get('/v1/positions?on=2024%00'), 400, 'request/unstorable-text', '?on'],
    ['NUL in a cursor', get('/v1/actors?cursor=%00'), 400, 'request/unstorable-text', '?cursor'],
    ['NUL in a path', get('/v1/actors/%00'), 400, 'request/unstorable-text', ':actor'],
    ['NUL in a path of a stance', get('/v1/stances/a%00/history'), 400, 'request/unstorable-text', ':stance'],
    ['NUL in a path of a write', change('/v1/issues/%00', { name: 'x' }), 400, 'request/unstorable-text', ':issue'],
    ['NUL in a body', stance({ summary: 'a\0b' }), 400, 'request/unstorable-text', '/summary'],
    ['NUL deep in a body', cites({ quote: { exact: '\0' } }), 400, 'request/unstorable-text', '/citations/0/quote/exact'],
    ['NUL in a list', actor({ names: [ACTOR.names[0], { ...ACTOR.names[0], text: '\0' }] }), 400, 'request/unstorable-text', '/names/1/text'],
    ['NUL in the name of a field', stance({ 'a\0': 1 }), 400, 'request/unstorable-text', ''],
    ['NUL in an unknown field', stance({ unknown: ['\0'] }), 400, 'request/unstorable-text', '/unknown/0'],
    ['NUL in a reason', retract('/v1/scales/vote-3/retract', { reason: '\0' }), 400, 'request/unstorable-text', '/reason'],
    ['half a character in a body', stance({ note: '\ud800' }), 400, 'request/unstorable-text', '/note'],
    ['half a character deep in a body', cites({ quote: { exact: 'x', suffix: '\udfff' } }), 400, 'request/unstorable-text', '/citations/0/quote/suffix'],
    ['halves the wrong way round', source({ title: '\udc00\ud800' }), 400, 'request/unstorable-text', '/title'],
    ['half a character in a query', get('/v1/actors?q=%ED%A0%80'), 400, 'request/malformed-url', '?q'],
    ['a byte that is no UTF-8 in a query', get('/v1/actors?q=%FF'), 400, 'request/malformed-url', '?q'],
    ['an overlong NUL in a query', get('/v1/actors?limit=1&q=%C0%80'), 400, 'request/malformed-url', '?q'],
    ['a bare percent sign in a query', get('/v1/actors?q=100%'), 400, 'request/malformed-url', '?q'],
    ['no hexadecimal digits in a query', get('/v1/actors?q=%zz'), 400, 'request/malformed-url', '?q'],
    ['a percent sign in a name', get('/v1/actors?%zz=1'), 400, 'request/malformed-url', '?%zz'],
    ['half a character in a path', get('/v1/actors/%ED%A0%80'), 400, 'request/malformed-url', null],
    ['a byte that is no UTF-8 in a path', get('/v1/actors/%FF'), 400, 'request/malformed-url', null],
    ['no hexadecimal digits in a path', get('/v1/actors/%zz'), 400, 'request/malformed-url', null],
  ],

  cursors: [
    ['a word', get('/v1/actors?cursor=abc'), 400, 'cursor/malformed', '?cursor'],
    ['empty', get('/v1/actors?cursor='), 400, 'request/invalid', '?cursor'],
    ['not of the alphabet', get('/v1/stances?cursor=%D8%A7'), 400, 'cursor/malformed', '?cursor'],
    ['long', get(`/v1/shifts?cursor=${'a'.repeat(401)}`), 400, 'request/invalid', '?cursor'],
    ['cut', get((given) => `/v1/stances?cursor=${given.stances.slice(0, -4)}`), 400, 'cursor/malformed', '?cursor'],
    ['SQL inside', get(`/v1/stances?cursor=${Buffer.from("x|2024-01-01'|';--").toString('base64url')}`), 400, 'cursor/malformed', '?cursor'],
    ['an impossible day inside', get(`/v1/shifts?cursor=${Buffer.from('x|2023-02-30|00000000-0000-0000-0000-000000000000').toString('base64url')}`), 400, 'cursor/malformed', '?cursor'],
    ['of other filters', get((given) => `/v1/actors?kind=STATE&cursor=${given.actors}`), 400, 'cursor/other-query', '?cursor'],
    ['of another order', get((given) => `/v1/actors?sort=-slug&cursor=${given.actors}`), 400, 'cursor/other-query', '?cursor'],
    ['of another list', get((given) => `/v1/sources?cursor=${given.actors}`), 400, 'cursor/other-query', '?cursor'],
    ['of other stances', get((given) => `/v1/stances?actor=iran&cursor=${given.stances}`), 400, 'cursor/other-query', '?cursor'],
    ['of stances for shifts', get((given) => `/v1/shifts?cursor=${given.stances}`), 400, 'cursor/other-query', '?cursor'],
    ['of shifts for stances', get((given) => `/v1/stances?cursor=${given.shifts}`), 400, 'cursor/other-query', '?cursor'],
    ['of actors for stances', get((given) => `/v1/stances?cursor=${given.actors}`), 400, 'cursor/malformed', '?cursor'],
    ['of other shifts', get((given) => `/v1/shifts?since=2020&cursor=${given.shifts}`), 400, 'cursor/other-query', '?cursor'],
  ],

  'moments of record': [
    ['30 February', get('/v1/stances?knownAt=2023-02-30'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['30 February with a time', get('/v1/actors?knownAt=2023-02-30T00:00:00Z'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['29 February of no leap year', get('/v1/actors/iran?knownAt=2023-02-29'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['a month', get('/v1/timeline?actor=iran&knownAt=2024-03'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['without zone', get('/v1/shifts?knownAt=2024-03-01T00:00:00'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['a plus sign as a space', get('/v1/stances?knownAt=2024-03-01T00:00:00+01:00'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['a zone beyond zones', get('/v1/stances?knownAt=2024-03-01T00:00:00%2B16:00'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['a zone of 60 minutes', get('/v1/stances?knownAt=2024-03-01T00:00:00-01:60'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['25 hours', get('/v1/stances?knownAt=2024-03-01T25:00:00Z'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['a leap second', get('/v1/stances?knownAt=2016-12-31T23:59:60Z'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['nanoseconds', get('/v1/stances?knownAt=2024-03-01T00:00:00.123456789Z'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['milliseconds since 1970', get('/v1/stances?knownAt=1709251200000'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['a word of PostgreSQL', get('/v1/stances?knownAt=infinity'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['now', get('/v1/positions?on=2024&knownAt=now'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['year 0', get('/v1/stances?knownAt=0000-01-01'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['before year 1 in UTC', get('/v1/stances?knownAt=0001-01-01T00:00:00%2B01:00'), 400, 'known-at/not-a-moment', '?knownAt'],
    ['empty', get('/v1/stances?knownAt='), 400, 'request/invalid', '?knownAt'],
    ['before the first record', get('/v1/stances?knownAt=2001-01-01'), 400, 'known-at/before-first-record', '?knownAt'],
    ['before the first record, of one', get('/v1/actors/iran?knownAt=0001-01-01T00:00:00Z'), 400, 'known-at/before-first-record', '?knownAt'],
    ['in future', get('/v1/stances?knownAt=9999-12-31T23:59:59Z'), 400, 'known-at/in-future', '?knownAt'],
    ['past the last year in UTC', get('/v1/stances?knownAt=9999-12-31T23:59:59-01:00'), 400, 'known-at/in-future', '?knownAt'],
  ],

  bodies: [
    ['none', send('POST', '/v1/stances'), 400, 'request/object-required', ''],
    ['empty', send('POST', '/v1/stances', ''), 400, 'request/object-required', ''],
    ['none for a retraction', send('POST', '/v1/actors/iran/retract'), 400, 'request/object-required', ''],
    ['none for a change', send('PATCH', '/v1/actors/iran', undefined, { 'if-match': '"1"' }), 400, 'request/object-required', ''],
    ['a list', send('POST', '/v1/stances', '[]'), 400, 'request/object-required', ''],
    ['a list of stances', send('POST', '/v1/stances', JSON.stringify([STANCE])), 400, 'request/object-required', ''],
    ['null', send('POST', '/v1/stances', 'null'), 400, 'request/object-required', ''],
    ['a number', send('POST', '/v1/stances', '1'), 400, 'request/object-required', ''],
    ['a text', send('POST', '/v1/stances', '"x"'), 400, 'request/object-required', ''],
    ['half', send('POST', '/v1/stances', '{"actor":'), 400, 'request/malformed', ''],
    ['two objects', send('POST', '/v1/stances', '{}{}'), 400, 'request/malformed', ''],
    ['a comma too many', json(':-1,', ':-1,,'), 400, 'request/malformed', ''],
    ['single quotes', send('POST', '/v1/stances', "{'actor':'iran'}"), 400, 'request/malformed', ''],
    ['NaN', json('-1', 'NaN'), 400, 'request/malformed', ''],
    ['a bare NUL', json('iran', 'ir\0an'), 400, 'request/malformed', ''],
    ['white space', send('POST', '/v1/stances', ' \n'), 400, 'request/malformed', ''],
    ['broken, for a change', send('PATCH', '/v1/actors/iran', '{', { 'if-match': '"1"' }), 400, 'request/malformed', ''],
    ['bytes that are no UTF-8', bytes('{"actor":"', [0xff, 0xfe], '"}'), 400, 'request/not-utf8', ''],
    ['half a character in bytes', bytes('{"actor":"', [0xed, 0xa0, 0x80], '"}'), 400, 'request/not-utf8', ''],
    ['a character cut off', bytes('{"actor":"', [0xd8]), 400, 'request/not-utf8', ''],
    ['UTF-16', send('POST', '/v1/stances', Buffer.from(JSON.stringify(STANCE), 'utf16le')), 400, 'request/malformed', ''],
    ['Latin-1', bytes('{"summary":"', [0xe9], '"}'), 400, 'request/not-utf8', ''],
    ['text/plain', typed('text/plain', JSON.stringify(STANCE)), 415, 'request/not-json', null],
    ['a form', typed('application/x-www-form-urlencoded', 'actor=iran'), 415, 'request/not-json', null],
    ['a form as a reason', send('POST', '/v1/scales/vote-3/retract', 'reason=x', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'request/not-json', null],
    ['a form in parts', typed('multipart/form-data; boundary=x', '--x--'), 415, 'request/not-json', null],
    ['XML', typed('application/xml', '<stance/>'), 415, 'request/not-json', null],
    ['nearly JSON', typed('application/jsonx'), 415, 'request/not-json', null],
    ['a type that is none', typed('json'), 415, 'request/not-json', null],
    ['an empty type', typed(''), 415, 'request/not-json', null],
    ['lists in lists, 100,000 deep', send('POST', '/v1/stances', '['.repeat(100_000) + ']'.repeat(100_000)), 400, 'request/object-required', ''],
    ['objects in objects, 100,000 deep', send('POST', '/v1/stances', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`), 400, 'request/too-deep', '/a'.repeat(21)],
    ['a field 100,000 deep', json('"iran"', '['.repeat(100_000) + ']'.repeat(100_000)), 400, 'request/too-deep', `/actor${'/0'.repeat(20)}`],
    ['more than 1 MiB', stance({ summary: 'x'.repeat(1024 * 1024) }), 413, 'request/too-large', null],
    ['more than 1 MiB of what is no JSON', typed('text/plain', 'x'.repeat(1024 * 1024 + 1)), 415, 'request/not-json', null],
  ],

  'If-Match': [
    ['left out', send('PATCH', '/v1/actors/iran', { description: 'x' }), 428, 'request/if-match-required', null],
    ['empty', change('/v1/actors/iran', { description: 'x' }, ''), 400, 'request/if-match', '#If-Match'],
    ['without quotes', change('/v1/actors/iran', { description: 'x' }, '1'), 400, 'request/if-match', '#If-Match'],
    ['half quoted', change('/v1/actors/iran', { description: 'x' }, '"1'), 400, 'request/if-match', '#If-Match'],
    ['a word', change('/v1/actors/iran', { description: 'x' }, '"x"'), 400, 'request/if-match', '#If-Match'],
    ['nothing in quotes', change('/v1/actors/iran', { description: 'x' }, '""'), 400, 'request/if-match', '#If-Match'],
    ['weak', change('/v1/actors/iran', { description: 'x' }, 'W/"1"'), 400, 'request/if-match', '#If-Match'],
    ['two', change('/v1/actors/iran', { description: 'x' }, '"1", "2"'), 400, 'request/if-match', '#If-Match'],
    ['revision 0', change('/v1/actors/iran', { description: 'x' }, '"0"'), 400, 'request/if-match', '#If-Match'],
    ['revision 01', change('/v1/actors/iran', { description: 'x' }, '"01"'), 400, 'request/if-match', '#If-Match'],
    ['revision -1', change('/v1/actors/iran', { description: 'x' }, '"-1"'), 400, 'request/if-match', '#If-Match'],
    ['beyond revisions', change('/v1/actors/iran', { description: 'x' }, '"9999999999"'), 400, 'request/if-match', '#If-Match'],
    ['stale', change('/v1/actors/iran', { description: 'x' }, '"7"'), 412, 'actor/stale', null],
    ['stale, of a stance', change((given) => `/v1/stances/${given.stanceId}`, { note: 'x' }, '"999999999"'), 412, 'stance/stale', null],
    ['stale, for a retraction', retract('/v1/scales/vote-3/retract', { reason: 'x' }, { 'if-match': '"2"' }), 412, 'scale/stale', null],
    ['without quotes, for a retraction', retract('/v1/scales/vote-3/retract', { reason: 'x' }, { 'if-match': '1' }), 400, 'request/if-match', '#If-Match'],
  ],

  'methods, addresses and keys': [
    ['PUT', send('PUT', '/v1/actors/iran', {}), 405, 'request/method-not-allowed', null],
    ['DELETE', send('DELETE', '/v1/actors/iran'), 405, 'request/method-not-allowed', null],
    ['PATCH of a list', send('PATCH', '/v1/actors', {}), 405, 'request/method-not-allowed', null],
    ['POST to a history', send('POST', '/v1/actors/iran/history', {}), 405, 'request/method-not-allowed', null],
    ['GET of a retraction', get('/v1/actors/iran/retract'), 405, 'request/method-not-allowed', null],
    ['POST to a figure', send('POST', '/v1/timeline', {}), 405, 'request/method-not-allowed', null],
    ['no such address', get('/v1/opinions'), 404, 'request/no-such-route', null],
    ['no such address to write to', send('POST', '/v1/opinions', {}), 404, 'request/no-such-route', null],
    ['a slash at the end', get('/v1/actors/'), 404, 'request/no-such-route', null],
    ['two slashes', get('//v1/actors'), 404, 'request/no-such-route', null],
    ['another version', get('/v2/actors'), 404, 'request/no-such-route', null],
    ['in capitals', get('/V1/actors'), 404, 'request/no-such-route', null],
    ['up from here', get('/v1/../../etc/passwd'), 404, 'request/no-such-route', null],
    ['no key', send('POST', '/v1/stances', STANCE, { authorization: '' }), 401, 'access/not-bearer', null],
    ['a key of another kind', get('/v1/stances', { authorization: 'Basic eDp5' }), 401, 'access/not-bearer', null],
    ['a key that is none', get('/v1/stances', { authorization: 'Bearer x' }), 401, 'access/key-unknown', null],
    ['a key with NUL', get('/v1/stances', { authorization: 'Bearer %00' }), 401, 'access/key-unknown', null],
  ],
}; // prettier-ignore

let service: TestApp;
let sender: Sender;
let database: Client;
let given: Given;
let before: Readonly<Record<string, number>>;

beforeAll(async () => {
  service = await startTestApp();
  await service.app.get(DemonstrationService).load();
  sender = new Sender(service.url);
  database = new Client({ connectionString: service.database.url });
  await database.connect();
  await changeTwice();
  const cursorOf = async (list: string): Promise<string> =>
    (await answered<{ nextCursor: string }>(`${list}${list.includes('?') ? '&' : '?'}limit=1`)).nextCursor;
  given = {
    key: service.key,
    actors: await cursorOf('/v1/actors'),
    stances: await cursorOf('/v1/stances?sort=-date'),
    shifts: await cursorOf('/v1/shifts'),
    stanceId: (await answered<{ items: { id: string }[] }>('/v1/stances?limit=1')).items[0]!.id,
  };
  before = await rowsOfEachTable();
});
afterAll(async () => {
  await database.end();
  sender.close();
  await service.close();
});

/** Two shifts, so that there is a second page of them. */
async function changeTwice(): Promise<void> {
  for (const [position, date] of [
    [1, '2020'],
    [2, '2021'],
    [-1, '2022'],
  ] as const) {
    const ask = stance({ actor: 'qatar', issue: 'recognition', position, date });
    expect(await sender.send(ask({ key: service.key } as Given))).toMatchObject({ status: 201 });
  }
}

async function answered<Body>(path: string): Promise<Body> {
  return JSON.parse((await sender.send({ method: 'GET', path })).text) as Body;
}

async function rowsOfEachTable(): Promise<Record<string, number>> {
  const { rows: tables } = await database.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await database.query<{ n: number }>(`SELECT count(*)::integer AS n FROM "${name}"`);
    counts[name] = rows[0]!.n;
  }
  return counts;
}

interface Refusal {
  readonly request: string;
  readonly status: number;
  readonly code: string;
  readonly places: readonly string[];
}

/** What an answer refuses; fails where it is no refusal in the one form there is. */
function refusalIn({ headers, status, text }: Answered, request: string): Refusal {
  const problem = JSON.parse(text) as Partial<Refused>;
  const wellFormed = headers['content-type'] === 'application/problem+json; charset=utf-8' && problem.status === status;
  if (!wellFormed || !problem.code || !problem.detail || !problem.errors) {
    throw new Error(`${request}\nis answered with ${status}, and no problem: ${text}`);
  }
  return { request, status, code: problem.code, places: problem.errors.map(({ pointer }) => pointer) };
}

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  it.each(cases)('%s', async (_what, ask, status, code, pointer) => {
    const asked = ask(given);
    const request = curlOf(service.url, asked);
    const places = pointer === null ? [] : [pointer].flat();
    expect(refusalIn(await sender.send(asked), request)).toEqual({ request, status, code, places });
  });
});

describe('the connection', () => {
  const head = (line: string, length: number): string =>
    `${line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${given.key}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

  /** What comes back on one connection, until `answers` answers have come or the other side closes it. */
  const over = (...parts: readonly (string | Buffer)[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
      let received = '';
      const last = `${head('GET /livez', 0)}`.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
      socket.setEncoding('utf8');
      socket.on('data', (chunk: string) => (received += chunk));
      socket.on('error', reject);
      socket.on('close', () => resolve(received));
      for (const part of [...parts, last]) socket.write(part);
    });

  const statuses = (received: string): string[] =>
    [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, code]) => code!);

  it('outlives a body of 10 MB', async () => {
    const size = 10_000_000;
    const received = await over(head('POST /v1/stances', size), Buffer.alloc(size, ' '));
    expect(statuses(received)).toEqual(['413', '200']);
    expect(received).toContain('"code":"request/too-large"');
  });

  it('outlives a body of 10 MB whose size is not told', async () => {
    const chunk = `${(100_000).toString(16)}\r\n${' '.repeat(100_000)}\r\n`;
    const chunked = head('POST /v1/stances', 0).replace('Content-Length: 0', 'Transfer-Encoding: chunked');
    const received = await over(chunked, chunk.repeat(100), '0\r\n\r\n');
    expect(statuses(received)).toEqual(['413', '200']);
  });

  it('outlives what is not JSON', async () => {
    const received = await over(head('POST /v1/stances', 3), '{x}', head('POST /v1/stances', 2), '{}');
    expect(statuses(received)).toEqual(['400', '400', '200']);
  });

  it('is refused in words where the headers are too large', async () => {
    const received = await over(`GET /livez HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(200_000)}\r\n\r\n`);
    expect(statuses(received)).toEqual(['431']);
    expect(received).toContain('application/problem+json');
    expect(received).toContain('"code":"request/headers-too-large"');
  });

  it('is refused in words where the URL is too long', async () => {
    const received = await over(`GET /v1/actors?q=${'x'.repeat(200_000)} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(statuses(received)).toEqual(['431']);
    expect(received).toContain('"code":"request/headers-too-large"');
  });

  it('is refused in words where it is not HTTP', async () => {
    const received = await over('HELLO\r\n\r\n');
    expect(statuses(received)).toEqual(['400']);
    expect(received).toContain('"code":"request/malformed"');
  });
});

it('says which methods an address has', async () => {
  const { headers } = await sender.send({ method: 'DELETE', path: '/v1/actors/iran' });
  expect(headers['allow']).toBe('GET, HEAD, PATCH');
});

describe('after all that', () => {
  it('has every table as many rows as before', async () => {
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['actor', 'stance', 'citation', 'audit_entry']));
    expect(before['stance']).toBeGreaterThan(0);
    expect(await rowsOfEachTable()).toEqual(before);
  });

  it('is ready', async () => {
    expect(await sender.send({ method: 'GET', path: '/readyz' })).toMatchObject({
      status: 200,
      text: '{"status":"ok"}',
    });
  });
});
