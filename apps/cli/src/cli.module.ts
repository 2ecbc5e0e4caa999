import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from '@app/access';
import { DatabaseModule, type PoolOptions } from '@app/database';
import { ExchangeModule } from '@app/exchange';

@Module({})
export class CliModule {
  static on(database: PoolOptions): DynamicModule {
    return { module: CliModule, imports: [DatabaseModule.connectedTo(database), AccessModule, ExchangeModule] };
  }
}
