import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type ImportEnd, ImportsService, loadProfile } from '@app/exchange';

export interface Importing {
  readonly file: string;
  readonly profile: string;
  readonly tables?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly dataset?: string;
  readonly dryRun?: boolean;
  readonly keepGoing?: boolean;
  readonly retractMissing?: boolean;
}

/** Imports a file through the service, and waits for its end. */
export async function imported(
  app: Pick<NestFastifyApplication, 'get'>,
  { file, profile, tables, parameters, dataset, dryRun, keepGoing, retractMissing }: Importing,
): Promise<ImportEnd & { readonly id: string }> {
  const { ended, id } = await app.get(ImportsService).start(
    {
      file: { path: file },
      profile: await loadProfile(profile),
      tables: new Map(Object.entries(tables ?? {})),
      parameters: parameters ?? {},
      dataset,
      dryRun: dryRun ?? false,
      keepGoing: keepGoing ?? false,
      retractMissing: retractMissing ?? false,
    },
    { name: 'the tests' },
  );
  return { ...(await ended), id };
}
