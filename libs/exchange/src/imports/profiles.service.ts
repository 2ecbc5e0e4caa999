import { Injectable } from '@nestjs/common';
import { NotFoundProblem } from '@app/domain';
import { loadProfile, type Profile, shippedProfiles } from './profiles/index.js';

/** The profiles that come with the program, for those who cannot see its files. */
@Injectable()
export class ProfilesService {
  private loaded: Promise<readonly Profile[]> | undefined;

  /** By name. */
  list(): Promise<readonly Profile[]> {
    this.loaded ??= shippedProfiles().then((profiles) => Promise.all(profiles.map(({ name }) => loadProfile(name))));
    return this.loaded;
  }

  /** Throws `profile/unknown`; a path names none. */
  async get(name: string): Promise<Profile> {
    const profiles = await this.list();
    const found = profiles.find((profile) => profile.name === name);
    if (found !== undefined) return found;
    const names = profiles.map((profile) => profile.name).join(', ');
    throw new NotFoundProblem('profile/unknown', `There is no profile "${name}". There are ${names}.`);
  }
}
