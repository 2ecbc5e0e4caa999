import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

export const CONNECTION_STRING = Symbol('connection string');

const CHANNEL = 'stanceline_changes';
const RETRY_MILLISECONDS = 1000;
const CONNECT_MILLISECONDS = 10_000;

/**
 * Tells whether an answer computed earlier is still the answer. The number rises with every change that any process
 * commits; it is null while this process cannot hear of changes, and then nothing computed may be kept.
 */
@Injectable()
export class DataVersion implements OnApplicationBootstrap, OnApplicationShutdown {
  private counted = 0;
  private listening = false;
  private stopped = false;
  private client: pg.Client | null = null;
  private retry: NodeJS.Timeout | null = null;

  constructor(@Inject(CONNECTION_STRING) private readonly connectionString: string) {}

  get current(): number | null {
    return this.listening ? this.counted : null;
  }

  /** To be called after a commit of this process: its own reader must see the change at once. */
  rise(): void {
    this.counted += 1;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.listen();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.retry !== null) clearTimeout(this.retry);
    await this.client?.end();
  }

  private async listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'stanceline changes',
      connectionTimeoutMillis: CONNECT_MILLISECONDS,
      keepAlive: true,
    });
    this.client = client;
    client.on('notification', () => this.rise());
    client.on('error', () => undefined);
    client.on('end', () => {
      if (client === this.client) this.lost();
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.rise();
      this.listening = true;
    } catch {
      await client.end().catch(() => undefined);
      if (client === this.client) this.lost();
    }
  }

  /** Changes may have gone by unheard, so everything kept is dropped when listening begins again. */
  private lost(): void {
    this.listening = false;
    if (this.stopped || this.retry !== null) return;
    this.retry = setTimeout(() => {
      this.retry = null;
      void this.listen();
    }, RETRY_MILLISECONDS).unref();
  }
}
