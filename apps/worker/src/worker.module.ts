import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseModule, type PoolOptions } from '@app/database';
import { ExchangeModule } from '@app/exchange';

@Module({})
export class WorkerModule {
  static on(database: PoolOptions): DynamicModule {
    return { module: WorkerModule, imports: [DatabaseModule.connectedTo(database), ExchangeModule] };
  }
}
