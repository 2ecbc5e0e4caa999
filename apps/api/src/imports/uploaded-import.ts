import { readFile } from 'node:fs/promises';
import { type ImportRequest, parseProfile, type Profile, type ProfilesService } from '@app/exchange';
import { type Fault, InvalidProblem, NotFoundProblem } from '@app/domain';
import { assertFits, parametersIn, tablesIn } from './parts.js';
import type { SpooledFile, Upload } from './upload.js';

const MOST_PROFILE_BYTES = 1_000_000;
const SWITCHES = ['dryRun', 'keepGoing', 'retractMissing'] as const;

/** What the form asks for. Throws `import/part-required`, `import/part-unknown`, `import/part-invalid`, `profile/…`. */
export async function importIn(upload: Upload, profiles: ProfilesService): Promise<ImportRequest> {
  const { files, texts } = upload;
  const { dryRun, keepGoing, retractMissing } = switchesIn(upload);
  const file = files.get('file') as SpooledFile;
  const profile = await profileIn(upload, profiles);
  const ofProfile = [...files.keys(), ...texts.keys()].filter((part) => /^(table|set)\./.test(part));
  assertFits(profile, ofProfile);
  const parameters = parametersIn(texts);
  const dataset = texts.get('dataset');
  return { file, profile, tables: tablesIn(files), parameters, dataset, dryRun, keepGoing, retractMissing };
}

function switchesIn({ files, texts }: Upload): Record<(typeof SWITCHES)[number], boolean> {
  const faults: Fault[] = [
    ...(files.has('file') ? [] : [required('file', 'Send the file to import as the part file.')]),
    ...(files.has('profile') || texts.has('profile')
      ? []
      : [required('profile', 'Say which columns mean what: send the part profile, the name of a profile or a file.')]),
    ...SWITCHES.filter((name) => !['true', 'false', undefined].includes(texts.get(name))).map((name) => ({
      pointer: `/${name}`,
      code: 'import/part-invalid',
      detail: `${name} is true or false.`,
    })),
  ];
  const [first] = faults;
  if (first !== undefined) throw new InvalidProblem(first.code, faults.map(({ detail }) => detail).join(' '), faults);
  const isOn = (name: string): boolean => texts.get(name) === 'true';
  return { dryRun: isOn('dryRun'), keepGoing: isOn('keepGoing'), retractMissing: isOn('retractMissing') };
}

const required = (part: string, detail: string): Fault => ({
  pointer: `/${part}`,
  code: 'import/part-required',
  detail,
});

async function profileIn({ files, texts }: Upload, profiles: ProfilesService): Promise<Profile> {
  const document = files.get('profile');
  if (document !== undefined) return ownProfile(document);
  try {
    return await profiles.get(texts.get('profile') ?? '');
  } catch (error) {
    if (!(error instanceof NotFoundProblem)) throw error;
    throw InvalidProblem.at('/profile', error.code, `${error.message} Send one of your own as a file.`);
  }
}

async function ownProfile({ bytes, fileName, path }: SpooledFile): Promise<Profile> {
  if (bytes > MOST_PROFILE_BYTES) {
    throw InvalidProblem.at('/profile', 'profile/invalid', `A profile has at most ${MOST_PROFILE_BYTES} bytes.`);
  }
  const text = await readFile(path, 'utf8');
  try {
    return parseProfile(text, fileName);
  } catch (error) {
    if (!(error instanceof InvalidProblem)) throw error;
    const faults = error.faults.map((fault) => ({ ...fault, pointer: `/profile${fault.pointer}` }));
    throw new InvalidProblem(error.code, error.message, faults, { cause: error });
  }
}
