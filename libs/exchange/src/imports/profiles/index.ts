export { compileProfile, type RowMapper } from './compile-profile.js';
export type { Answer, AmbiguousEntry, EntryName, FoundEntry, Lookups, NewEntry } from './lookups.js';
export type { MappedCitation, MappedEntry, Mapping, MappedStance } from './mapped.js';
export { parseProfile } from './parse-profile.js';
export type { GivenTable, Profile } from './profile.js';
export { loadProfile, type ShippedProfile, shippedProfiles } from './shipped.js';
export { type GivenFile, loadTables } from './tables/load-tables.js';
export type { Tables } from './tables/table.js';
