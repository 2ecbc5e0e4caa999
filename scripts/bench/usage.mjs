import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import pg from 'pg';

// What processes use, from /proc; null where a system has none, or the server runs on another machine.

const MICROSECONDS_PER_TICK = 10_000;

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

/** The fields after the command's name, which may hold spaces and brackets: state, parent, … */
const statOf = (pid) => {
  const text = read(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
};

/** What all of them used between two such readings; those that ended meanwhile are left out. */
export const usedBetween = (before, after) =>
  before === null || after === null
    ? null
    : [...after].reduce((sum, [pid, cpu]) => sum + cpu - (before.get(pid) ?? 0), 0);

/** Microseconds of processor time, user and system. */
export function cpuOf(pid) {
  const fields = statOf(pid);
  return fields === null ? null : (Number(fields[11]) + Number(fields[12])) * MICROSECONDS_PER_TICK;
}

/** MiB of memory that a process holds. */
export function memoryOf(pid) {
  const kibibytes = /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1] ?? memoryFromPs(pid);
  return kibibytes === null ? null : Math.round(Number(kibibytes) / 1024);
}

function memoryFromPs(pid) {
  try {
    return execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** Processor time of each process of a PostgreSQL server on this machine. */
export async function postgresUsage(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query(`SELECT pg_backend_pid() AS pid, current_setting('server_version') AS version`);
    const parent = parentOf(rows[0].pid);
    const cpu = () =>
      parent === null ? null : new Map([parent, ...childrenOf(parent)].map((one) => [one, cpuOf(one) ?? 0]));
    return { version: rows[0].version, cpu };
  } finally {
    await client.end();
  }
}

/** Whether the number that a server gives for a backend is that of a process on this machine too. */
export const isPostgres = (pid) => /postgres/.test(read(`/proc/${pid}/cmdline`) ?? '');

const parentOf = (backend) => (isPostgres(backend) ? Number(statOf(backend)[1]) : null);

const childrenOf = (parent) =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(statOf(name)?.[1]) === parent);

export function machine() {
  const cpus = os.cpus();
  return {
    cores: cpus.length,
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(os.totalmem() / 1024 ** 3),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
  };
}
