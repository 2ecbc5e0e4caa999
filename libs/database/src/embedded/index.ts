export * from './embedded.errors.js';
export { startEmbedded, type EmbeddedOptions, type EmbeddedServer } from './launcher.js';
