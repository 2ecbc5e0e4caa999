export { DemonstrationService } from './demonstration/demonstration.service.js';
export { ExchangeModule } from './exchange.module.js';
