import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { NotFoundProblem } from '@app/domain';
import { nearest } from './document/nearest.js';
import { profilesFolder, readProfile } from './parse-profile.js';
import type { Profile } from './profile.js';

export interface ShippedProfile {
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
}

const WRITTEN = /\.(ya?ml|json)$/i;

/** The profiles that come with the program, by name. */
export async function shippedProfiles(): Promise<ShippedProfile[]> {
  const names = await shippedNames();
  const profiles = await Promise.all(names.map(loadProfile));
  return profiles.map(({ name, title, description }) => ({ name, title, description }));
}

/**
 * A profile that comes with the program, by its name, or one of a file, by its path (`.yaml`, `.yml` or `.json`).
 * Throws `profile/unknown` and `profile/invalid`.
 */
export async function loadProfile(nameOrPath: string): Promise<Profile> {
  if (WRITTEN.test(nameOrPath)) return fromFile(nameOrPath);
  const names = await shippedNames();
  if (names.includes(nameOrPath)) return fromFile(path.join(profilesFolder(), `${nameOrPath}.yaml`));
  const hint = nearest(nameOrPath, names, 'give the path of a file');
  throw unknown(
    `There is no profile "${nameOrPath}"; ${hint} A profile of your own is named by its path, which ends in .yaml or .json.`,
  );
}

async function fromFile(file: string): Promise<Profile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unknown(`The profile ${file} cannot be read: ${error.message}.`);
  });
  return readProfile(text, path.basename(file), path.dirname(file));
}

async function shippedNames(): Promise<string[]> {
  const files = await readdir(profilesFolder());
  const names = files.filter((file) => file.endsWith('.yaml')).map((file) => path.basename(file, '.yaml'));
  return names.toSorted((one, other) => (one < other ? -1 : 1));
}

const unknown = (detail: string): NotFoundProblem => new NotFoundProblem('profile/unknown', detail);
