export { votingProbabilities, type VotingProbabilities } from './voting-probabilities.js';
