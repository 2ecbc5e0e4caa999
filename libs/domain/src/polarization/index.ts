export { ajus, type AjusType } from './ajus.js';
export { consensus } from './consensus.js';
export { berryMielke, leikD, lSquared } from './dispersion.js';
export { entropy } from './entropy.js';
export { estebanRay } from './esteban-ray.js';
export { reynalQuerol } from './reynal-querol.js';
export { polarizationOf, vanDerEijkAgreement } from './van-der-eijk.js';
