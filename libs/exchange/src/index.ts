export { DemonstrationService } from './demonstration/demonstration.service.js';
export { ExchangeModule } from './exchange.module.js';
export { JobsService } from './jobs/jobs.service.js';
