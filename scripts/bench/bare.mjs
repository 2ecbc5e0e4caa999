import Fastify from 'fastify';
import { openPool } from '../../dist/libs/database/src/index.js';
import { agreementRows, agreementSql } from './by-hand/agreement.mjs';
import { positionsJson, positionsRows, positionsText } from './by-hand/positions.mjs';
import { stancesJson, stancesRows } from './by-hand/stances.mjs';
import { timelineJson, timelineRows, timelineSql, timelineYears } from './by-hand/timeline.mjs';

// What the service is held against: Fastify and pg with nothing between, each route written by hand for the questions
// that the bench asks, in several ways. The same addresses, and the same figures in the answers; but parameters are
// taken as they are, nothing is kept from one request to the next, and there are no ETags.

/** No value is parsed: what is JSON already arrives as text, and is sent as text. */
const AS_TEXT = { getTypeParser: () => (text) => text };
const JSON_TYPE = 'application/json; charset=utf-8';

/** For each path the ways of answering it, by name. */
export const WAYS = {
  timeline: { json: timelineJson, rows: timelineRows, years: timelineYears, sql: timelineSql },
  positions: { json: positionsJson, text: positionsText, rows: positionsRows },
  agreement: { sql: agreementSql, rows: agreementRows },
  stances: { json: stancesJson, rows: stancesRows },
};

const server = Fastify();
let pool;

const ask = async (statement, values) => (await pool.query({ ...statement, values, types: AS_TEXT })).rows;

server.get('/hello', (_, reply) => reply.type(JSON_TYPE).send('{"hello":"world"}'));

server.get('/select-1', async (_, reply) => {
  const [{ json }] = await ask({ name: 'one', text: `SELECT '{"one":1}' AS json` }, []);
  return reply.type(JSON_TYPE).send(json);
});

for (const [path, ways] of Object.entries(WAYS)) {
  for (const [name, answer] of Object.entries(ways)) {
    server.get(`/${name}/v1/${path}`, async ({ query }, reply) => reply.type(JSON_TYPE).send(await answer(ask, query)));
  }
}

const COMMANDS = {
  async open({ options }) {
    pool = await openPool(options);
    await server.listen({ host: '127.0.0.1', port: 0 });
    return { port: server.server.address().port };
  },
};

process.on('message', async ({ command, ...given }) => process.send((await COMMANDS[command](given)) ?? {}));
process.on('disconnect', () => process.exit(0));
