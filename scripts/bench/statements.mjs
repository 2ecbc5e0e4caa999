import 'reflect-metadata';
import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { createApp } from '../../dist/apps/api/src/bootstrap.js';
import { DataVersion, Reader } from '../../dist/libs/database/src/index.js';
import { timed } from './progress.mjs';

const STATEMENT_MILLISECONDS = 120_000;

/** Statements are noted for so many addresses of a case at most. */
const NOTED = 400;

/** Each case with its addresses. */
export const addressesOf = (connectionString, cases) =>
  withService(connectionString, async ({ data }) => {
    const addressed = [];
    for (const one of cases) addressed.push({ ...one, urls: await distinctUrls(one, data) });
    return addressed;
  });

/**
 * Each case with some of its addresses, and for each of these the statements that the service runs to answer it, in
 * their order. They are noted from the service's own code while it is asked without HTTP, so that what is measured is
 * never a copy that could fall behind.
 */
export const statementsOf = (connectionString, cases) =>
  withService(connectionString, ({ app, data, get }) =>
    timed('Statements noted', async () => {
      const notes = noteStatements(app.get(Reader));
      const noted = [];
      for (const one of cases) {
        // What was kept of the cases before would be answered without a statement.
        app.get(DataVersion).rise();
        noted.push(await notedCase(one, { data, get, notes }));
      }
      return noted;
    }),
  );

async function withService(connectionString, work) {
  const app = await createApp({ connectionString, size: 4, statementTimeout: STATEMENT_MILLISECONDS });
  await app.init();
  try {
    const get = async (url) => {
      // A signal is heard only between two turns of the event loop, and a kept answer takes none.
      await setImmediate();
      const { body, statusCode } = await app.inject({ method: 'GET', url });
      if (statusCode !== 200) throw new Error(`${url} answers ${statusCode}: ${body}`);
      return body;
    };
    const data = { ...(await dataOf(connectionString)), get };
    await learnReferences(data);
    return await work({ app, data, get });
  } finally {
    await app.close();
  }
}

const distinctUrls = async (one, data) => [...new Set(await one.urls(data))];

/** Wraps the reader: what it is asked is noted; a statement that has a stand-in gets its rows instead of being run. */
function noteStatements(reader) {
  const notes = { statements: [], standIn: null };
  const ask = reader.rows.bind(reader);
  reader.rows = async (text, values = []) => {
    const rows = notes.standIn?.text === text ? notes.standIn.rows : await ask(text, values);
    notes.statements.push({ text, values, rows });
    return rows;
  };
  return notes;
}

/** Of the first address, the answer is computed; of the others, its last statement (the one that answers) is only noted. */
async function notedCase(one, { data, get, notes }) {
  notes.standIn = null;
  const urls = (await distinctUrls(one, data)).slice(0, NOTED);
  const texts = [];
  const runs = [];
  for (const url of urls) {
    notes.statements = [];
    await get(url);
    runs.push(notes.statements.map(({ text, values }) => ({ statement: placeOf(text, texts), values })));
    notes.standIn ??= notes.statements.at(-1);
  }
  return { ...one, urls, texts, runs, column: jsonColumnOf(notes.standIn.rows[0]) };
}

function placeOf(text, texts) {
  const place = texts.indexOf(text);
  return place >= 0 ? place : texts.push(text) - 1;
}

/** The column that holds the answer's JSON array. */
const jsonColumnOf = (row) =>
  Object.keys(row).find((name) => Array.isArray(row[name]) || String(row[name]).startsWith('['));

/** What the addresses are made from. */
async function dataOf(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows: pairs } = await client.query(
      `SELECT a.slug AS actor, i.slug AS issue, c.total
         FROM stance_current c JOIN actor a ON a.id = c.actor_id JOIN issue i ON i.id = c.issue_id ORDER BY a.slug, i.slug`,
    );
    const distinct = (side) => [...new Set(pairs.map((pair) => pair[side]))];
    const densest = pairs.reduce((most, pair) => (pair.total > most.total ? pair : most));
    return { pairs, densest, actors: distinct('actor'), issues: distinct('issue') };
  } finally {
    await client.end();
  }
}

/** The service remembers which id a slug means; it is asked for all once, as a service that has run for a while was. */
async function learnReferences({ actors, get, issues }) {
  await get(`/v1/positions?actor=${actors.join(',')}&issue=${issues.join(',')}&on=1900`);
  await get(`/v1/timeline?actor=${actors[0]}&issue=${issues.join(',')}&interval=year&from=2000&to=2000`);
}
