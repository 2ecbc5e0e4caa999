import { readFile, writeFile } from 'node:fs/promises';
import { Problem } from '../../dist/libs/domain/src/index.js';
import { refuse, Refusal } from '../support/project.mjs';
import { readArguments } from './arguments.mjs';
import { CASES } from './cases.mjs';
import { CONNECTIONS, measureHttp } from './measure.mjs';
import { measureSql } from './measure-sql.mjs';
import { POOL_SIZE } from './processes.mjs';
import { reportComparison, reportHttp, reportMachine, reportSql } from './report.mjs';
import { isInterrupted, openServer } from './server.mjs';
import { addressesOf, statementsOf } from './statements.mjs';
import { machine, postgresUsage } from './usage.mjs';

async function bench(settings) {
  const cases = CASES.filter(({ name }) => settings.only?.some((wanted) => name.startsWith(wanted)) ?? true);
  const server = await openServer(settings);
  try {
    const databases = [];
    for (const rows of settings.sizes) databases.push({ rows, url: server.url(rows) });
    const { version } = await postgresUsage(databases[0].url);
    const result = {
      machine: { ...machine(), postgres: version },
      method: { connections: CONNECTIONS, pool: POOL_SIZE, rounds: settings.rounds, seconds: settings.seconds },
      sizes: [],
    };
    reportMachine(result.machine);
    for (const { rows, url } of settings.sql ? [] : databases) {
      const addressed = await addressesOf(url, cases);
      const measured = await measureHttp({ cases: addressed, rounds: settings.rounds, seconds: settings.seconds, url });
      result.sizes.push({ rows, ...measured });
      reportHttp({ rows, ...measured });
    }
    if (settings.sql || databases.length > 1) {
      const computed = cases.filter(({ cached, connections }) => !cached && connections === undefined);
      for (const one of databases) one.cases = await statementsOf(one.url, computed);
      result.sql = await measureSql(databases, settings.rounds);
      reportSql(settings.sizes, result.sql);
    }
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
