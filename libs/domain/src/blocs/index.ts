export { completeSubset, type CompleteSubset } from './complete-subset.js';
