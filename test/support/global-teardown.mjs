import { removeEmbedded } from '../../dist/libs/database/src/embedded/remove.js';
import { dropDatabase } from './server.mjs';

/** Leaves nothing behind: neither a server of our own nor a template on somebody else's. */
export default async function globalTeardown() {
  const { stancelineTestFolder: dataFolder } = globalThis;
  if (dataFolder) await removeEmbedded(dataFolder);
  else await dropDatabase(process.env.STANCELINE_TEST_SERVER, process.env.STANCELINE_TEST_TEMPLATE);
}
