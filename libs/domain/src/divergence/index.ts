export {
  type Divergence,
  type Divergences,
  divergencesOf,
  type Gap,
  type HeldByClass,
  type HeldSide,
} from './divergence.js';
