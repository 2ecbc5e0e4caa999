import { readFile, writeFile } from 'node:fs/promises';
import { Problem } from '../../dist/libs/domain/src/index.js';
import { refuse, Refusal } from '../support/project.mjs';
import { readArguments } from './arguments.mjs';
import { CASES } from './cases.mjs';
import { CONNECTIONS, measureHttp, measureSql, POOL_SIZE } from './measure.mjs';
import { reportComparison, reportHttp, reportMachine, reportSql } from './report.mjs';
import { isInterrupted, openServer } from './server.mjs';
import { statementsOf } from './statements.mjs';
import { machine, postgresUsage } from './usage.mjs';

async function bench(settings) {
  const cases = CASES.filter(({ name }) => settings.only?.some((wanted) => name.startsWith(wanted)) ?? true);
  const server = await openServer(settings);
  try {
    const databases = [];
    for (const rows of settings.sizes) {
      databases.push({ rows, url: server.url(rows), cases: await statementsOf(server.url(rows), cases) });
    }
    const { version } = await postgresUsage(databases[0].url);
    const result = {
      machine: { ...machine(), postgres: version },
      method: { connections: CONNECTIONS, pool: POOL_SIZE, rounds: settings.rounds, seconds: settings.seconds },
      sizes: [],
    };
    reportMachine(result.machine);
    for (const { cases: noted, rows, url } of settings.sql ? [] : databases) {
      const measured = await measureHttp({ cases: noted, rounds: settings.rounds, seconds: settings.seconds, url });
      result.sizes.push({ rows, ...measured });
      reportHttp({ rows, ...measured });
    }
    result.sql = await measureSql(databases, settings.rounds);
    reportSql(settings.sizes, result.sql);
    if (settings.json !== null) await writeFile(settings.json, `${JSON.stringify(result, null, 2)}\n`);
  } finally {
    await server.close();
  }
}

async function readResult(file) {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Refusal(`${file} cannot be read.`);
  });
  return JSON.parse(text);
}

try {
  const settings = readArguments(process.argv.slice(2));
  if (settings.compare === undefined) await bench(settings);
  else reportComparison(await Promise.all(settings.compare.map(readResult)));
} catch (error) {
  if (!isInterrupted()) refuse(error instanceof Problem ? new Refusal(error.message) : error);
}
