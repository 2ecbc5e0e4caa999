import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import { at } from '../support/project.mjs';

const VOTES = at('examples', 'un-ga', 'un_votes_1946_1989.csv.gz');
const PROFILES = at('libs', 'exchange', 'profiles');
const PROFILE = 'un-ga-votes';
const TABLES = [
  '--with',
  `roll-calls=${at('examples', 'un-ga', 'un_roll_calls_1946_1989.csv.gz')}`,
  '--with',
  `topics=${at('examples', 'un-ga', 'un_roll_call_issues_1946_1989.csv')}`,
];

/** The votes as plain CSV, and the arguments of their import: of the example as it ships where no row is left out. */
export async function votesOf(files, rows) {
  const plain = path.join(files, 'votes.csv');
  const count = await written(plain, async function* () {
    let line = -1;
    for await (const text of linesOf(VOTES)) {
      if ((line += 1) > rows) return;
      yield text;
    }
  });
  const isWhole = count - 1 < rows;
  return { plain, rows: count - 1, args: [isWhole ? VOTES : plain, '--profile', PROFILE, ...TABLES] };
}

/** The same rows several times, each time as other records, and the profile that tells them apart by a column more. */
export async function repeated(files, votes, times) {
  const file = path.join(files, 'votes-repeated.csv');
  await written(file, async function* () {
    for (let copy = 1; copy <= times; copy += 1) {
      let isHeader = true;
      for await (const text of linesOf(votes.plain)) {
        if (!isHeader || copy === 1) yield `${isHeader ? 'copy' : copy},${text}`;
        isHeader = false;
      }
    }
  });
  return { rows: votes.rows * times, args: [file, '--profile', await repeatedProfile(files), ...TABLES] };
}

async function repeatedProfile(files) {
  const text = await readFile(path.join(PROFILES, `${PROFILE}.yaml`), 'utf8');
  const changed = text.replaceAll("'{param.prefix}/{rcid}/", "'{param.prefix}/{copy}/{rcid}/");
  if (changed === text) throw new Error('The profile makes its externalIds in another way than the bench knows.');
  const file = path.join(files, 'repeated.yaml');
  await writeFile(file, changed);
  const tables = (await readdir(PROFILES)).filter((name) => name.endsWith('.csv'));
  for (const table of tables) await copyFile(path.join(PROFILES, table), path.join(files, table));
  return file;
}

function linesOf(file) {
  const bytes = createReadStream(file);
  return createInterface({ input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes });
}

/** How many lines were written. */
async function written(file, lines) {
  const output = createWriteStream(file);
  let count = 0;
  for await (const line of lines()) {
    count += 1;
    if (!output.write(`${line}\n`)) await once(output, 'drain');
  }
  output.end();
  await finished(output);
  return count;
}
