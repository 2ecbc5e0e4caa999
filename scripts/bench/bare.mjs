import Fastify from 'fastify';
import { openPool } from '../../dist/libs/database/src/index.js';

// What the service is held against: Fastify and pg with nothing between. Each route runs the statements that the service
// runs, named and with the same values, and sends the JSON of the last one as PostgreSQL wrote it.

/** No value is parsed: JSON arrives as text, and is sent as text. */
const AS_TEXT = { getTypeParser: () => (text) => text };

const server = Fastify();
let pool;
const cases = new Map();

server.get('/hello', (_, reply) => reply.type('application/json; charset=utf-8').send('{"hello":"world"}'));

server.get('/select-1', async (_, reply) => {
  const { rows } = await pool.query({ name: 'one', text: `SELECT '{"one":1}' AS json`, types: AS_TEXT });
  return reply.type('application/json; charset=utf-8').send(rows[0].json);
});

server.get('/run/:name', async ({ params, query }, reply) => {
  const { column, names, runs, texts } = cases.get(params.name);
  let rows;
  for (const { statement, values } of runs[query.n]) {
    ({ rows } = await pool.query({ name: names[statement], text: texts[statement], values, types: AS_TEXT }));
  }
  return reply.type('application/json; charset=utf-8').send(rows[0][column]);
});

const COMMANDS = {
  async open({ options }) {
    pool = await openPool(options);
    await server.listen({ host: '127.0.0.1', port: 0 });
    return { port: server.server.address().port };
  },
  take({ one }) {
    cases.set(one.name, { ...one, names: one.texts.map((_, index) => `${one.name}-${index}`) });
  },
};

process.on('message', async ({ command, ...given }) => process.send((await COMMANDS[command](given)) ?? {}));
process.on('disconnect', () => process.exit(0));
