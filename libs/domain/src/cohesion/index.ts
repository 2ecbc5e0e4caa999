export { agreementIndex } from './agreement-index.js';
export { riceIndex } from './rice-index.js';
