export * from './problems/problem.js';
export * from './timeline/types.js';
