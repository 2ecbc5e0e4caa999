import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { SeriesCheckService } from '@app/analysis';
import { PgBoss } from 'pg-boss';

const SERIES_CHECK = 'series-check';
/** Every night, in UTC. */
const NIGHTLY = '30 3 * * *';
const PAIRS_CHECKED = 1000;

/** Durable jobs: they live in the database, and each is done once, by whichever process comes first. */
@Injectable()
export class JobsService implements OnApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private boss: PgBoss | null = null;

  constructor(private readonly seriesCheck: SeriesCheckService) {}

  /** Begins to work on the queues of a database; its user must be allowed to create the schema of the queues. */
  async start(connectionString: string): Promise<void> {
    const boss = new PgBoss({ connectionString, max: 2, application_name: 'stanceline jobs' });
    boss.on('error', (error) => this.logger.error(error.message));
    await boss.start();
    this.boss = boss;
    await boss.createQueue(SERIES_CHECK);
    await boss.schedule(SERIES_CHECK, NIGHTLY);
    await boss.work(SERIES_CHECK, () => this.checkSeries());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.boss?.stop({ graceful: true, timeout: 10_000 });
  }

  private async checkSeries(): Promise<void> {
    const mismatches = await this.seriesCheck.mismatches(PAIRS_CHECKED);
    for (const { actor, issue } of mismatches) {
      this.logger.error(`The series of ${actor} on ${issue} is not what its records say; run SELECT rebuild_series().`);
    }
  }
}
