import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { withClient } from './scratch-server.mjs';

// What an import is held against: the rows that it records, with all their columns, from a file into tables without
// index, constraint or trigger.

const TABLES = ['stance', 'citation'];

const fileOf = (files, table) => path.join(files, `${table}.copy`);

/** Writes what an import has recorded to files, in PostgreSQL's text format. */
export const writeRecorded = ({ files, url }) =>
  withClient(url, async (client) => {
    for (const table of TABLES) {
      const copy = client.query(copyTo(`COPY (SELECT * FROM ${table}) TO STDOUT`));
      await pipeline(copy, createWriteStream(fileOf(files, table)));
    }
  });

/** Seconds to COPY each of them, and the file itself, into an empty table. */
export const measureBare = ({ files, url }, votes) =>
  withClient(url, async (client) => {
    await client.query('CREATE SCHEMA bare');
    const seconds = {};
    for (const table of TABLES) {
      await client.query(`CREATE TABLE bare.${table} (LIKE public.${table})`);
      seconds[table] = await timedCopy(client, `bare.${table}`, fileOf(files, table));
    }
    await client.query('CREATE TABLE bare.votes (rcid text, country text, country_code text, vote text)');
    seconds.votes = await timedCopy(client, 'bare.votes', votes, '(FORMAT csv, HEADER)');
    return seconds;
  });

async function timedCopy(client, target, file, options = '') {
  await client.query('CHECKPOINT');
  const begun = performance.now();
  await pipeline(createReadStream(file), client.query(copyFrom(`COPY ${target} FROM STDIN ${options}`)));
  return (performance.now() - begun) / 1000;
}
