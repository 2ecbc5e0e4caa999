import { readdirSync, readFileSync } from 'node:fs';
import { isPostgres } from '../bench/usage.mjs';
import { withClient } from './scratch-server.mjs';

const TICKS_PER_SECOND = 100;

/** The fields after the command's name, which may hold spaces and brackets: state, parent, … */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

const secondsOf = (fields, from, to) =>
  fields.slice(from, to).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;

/**
 * A function that tells the seconds of processor time of all processes of a server so far, those that have ended
 * included; null where the system does not say.
 */
export async function postgresCpu(connectionString) {
  const parent = await parentOf(connectionString);
  return () => {
    const fields = parent === null ? null : statOf(parent);
    if (fields === null) return null;
    // Of the server itself with all that it has waited for, and of those that run.
    const running = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(statOf);
    const children = running.filter((child) => child !== null && Number(child[1]) === parent);
    return secondsOf(fields, 11, 15) + children.reduce((sum, child) => sum + secondsOf(child, 11, 13), 0);
  };
}

const parentOf = (connectionString) =>
  withClient(connectionString, async (client) =>
    isPostgres(client.processID) ? Number(statOf(client.processID)[1]) : null,
  );
