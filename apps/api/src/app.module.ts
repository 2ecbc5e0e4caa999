import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from '@app/access';
import { AnalysisModule } from '@app/analysis';
import { CatalogModule } from '@app/catalog';
import { DatabaseModule, type PoolOptions } from '@app/database';
import { ExchangeModule } from '@app/exchange';
import { LedgerModule } from '@app/ledger';
import { ActorsController } from './actors/actors.controller.js';
import { AnalysisController } from './analysis/analysis.controller.js';
import { EventsController } from './events/events.controller.js';
import { IssuesController } from './issues/issues.controller.js';
import { RelationsController } from './relations/relations.controller.js';
import { ScalesController } from './scales/scales.controller.js';
import { SourcesController } from './sources/sources.controller.js';
import { StancesController } from './stances/stances.controller.js';
import { HomeController } from './system/home.controller.js';
import { SystemController } from './system/system.controller.js';

@Module({})
export class AppModule {
  static on(database: PoolOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.connectedTo(database),
        AccessModule,
        CatalogModule,
        LedgerModule,
        AnalysisModule,
        ExchangeModule,
      ],
      controllers: [
        ActorsController,
        AnalysisController,
        EventsController,
        HomeController,
        IssuesController,
        RelationsController,
        ScalesController,
        SourcesController,
        StancesController,
        SystemController,
      ],
    };
  }
}
