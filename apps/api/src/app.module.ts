import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from '@app/access';
import { AnalysisModule } from '@app/analysis';
import { CatalogModule } from '@app/catalog';
import { DatabaseModule, type PoolOptions } from '@app/database';
import { ExchangeModule } from '@app/exchange';
import { LedgerModule } from '@app/ledger';
import { ActorsController } from './actors/actors.controller.js';
import { ANALYSIS_CONTROLLERS } from './analysis/controllers.js';
import { EventsController } from './events/events.controller.js';
import { IMPORT_MAX_BYTES, ImportUploads } from './imports/import-uploads.service.js';
import { ImportsController } from './imports/imports.controller.js';
import { IssuesController } from './issues/issues.controller.js';
import { ProfilesController } from './profiles/profiles.controller.js';
import { RelationsController } from './relations/relations.controller.js';
import { ScalesController } from './scales/scales.controller.js';
import { STANDARD_IMPORT_BYTES } from './settings.js';
import { SourcesController } from './sources/sources.controller.js';
import { StancesController } from './stances/stances.controller.js';
import { HomeController } from './system/home.controller.js';
import { SystemController } from './system/system.controller.js';

@Module({})
export class AppModule {
  static on(database: PoolOptions, importMaxBytes = STANDARD_IMPORT_BYTES): DynamicModule {
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
        ...ANALYSIS_CONTROLLERS,
        EventsController,
        HomeController,
        ImportsController,
        IssuesController,
        ProfilesController,
        RelationsController,
        ScalesController,
        SourcesController,
        StancesController,
        SystemController,
      ],
      providers: [ImportUploads, { provide: IMPORT_MAX_BYTES, useValue: importMaxBytes }],
    };
  }
}
