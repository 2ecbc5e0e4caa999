export * from './problems/problem.js';
