export * from './problems/problem.js';
export * from './timeline/types.js';
export * from './dates/index.js';
