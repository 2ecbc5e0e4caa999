export { independentClusters, type CitedSource } from './independent-clusters.js';
