const TABLES = ['stance', 'citation'];

const KEYS_FIRST = `CASE contype WHEN 'p' THEN 0 WHEN 'u' THEN 1 ELSE 2 END`;

/** Constraints that rest on an index or on another table, indexes and triggers of the ledger, as SQL makes them. */
async function structureOf(client) {
  const { rows: constraints } = await client.query(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE conrelid = ANY($1::regclass[]) AND contype IN ('p', 'u', 'f')
      ORDER BY ${KEYS_FIRST}, conname`,
    [TABLES],
  );
  const { rows: indexes } = await client.query(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = ANY($1::regclass[])
        AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = indexrelid AND c.contype IN ('p', 'u'))
      ORDER BY 1`,
    [TABLES],
  );
  const { rows: triggers } = await client.query(
    `SELECT tgrelid::regclass::text AS table, tgname AS name, tgenabled AS enabled
       FROM pg_trigger WHERE tgrelid = ANY($1::regclass[]) AND NOT tgisinternal ORDER BY 1, 2`,
    [TABLES],
  );
  return { constraints, indexes, triggers };
}

const ENABLE = { O: 'ENABLE TRIGGER', A: 'ENABLE ALWAYS TRIGGER', R: 'ENABLE REPLICA TRIGGER', D: 'DISABLE TRIGGER' };

/** Takes keys, indexes and triggers off the ledger, for a fill; check constraints stay. Answers with what was there. */
export async function takeDown(client) {
  const structure = await structureOf(client);
  for (const { name, table } of structure.constraints.toReversed()) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  }
  for (const { name } of structure.indexes) await client.query(`DROP INDEX ${name}`);
  for (const table of TABLES) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  return structure;
}

/** Puts it all back; adding a key checks every row that was loaded. Throws where the outcome is not what was there. */
export async function putBack(client, structure, say) {
  const keys = structure.constraints.filter(({ definition }) => !definition.startsWith('FOREIGN'));
  const references = structure.constraints.filter(({ definition }) => definition.startsWith('FOREIGN'));
  const add = ({ definition, name, table }) =>
    say(name, () => client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`));
  for (const key of keys) await add(key);
  for (const { definition, name } of structure.indexes) await say(name, () => client.query(definition));
  for (const reference of references) await add(reference);
  for (const { enabled, name, table } of structure.triggers) {
    await client.query(`ALTER TABLE ${table} ${ENABLE[enabled]} ${name}`);
  }
  if (JSON.stringify(await structureOf(client)) !== JSON.stringify(structure)) {
    throw new Error('The fill left the ledger with other keys, indexes or triggers than it had.');
  }
}
