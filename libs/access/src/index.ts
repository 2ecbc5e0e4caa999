export { AccessModule } from './access.module.js';
export { SCOPES, type ApiKey, type Author, type NewApiKey, type Scope } from './api-key.js';
export { KeysService } from './keys.service.js';
