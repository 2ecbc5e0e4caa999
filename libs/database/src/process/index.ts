export { FolderClaimedProblem } from './folder-claim.errors.js';
export { assertUnclaimed, claimFolder, folderHolder, type FolderClaim, type FolderHolder } from './folder-claim.js';
export { projectRoot } from './project-root.js';
export { Shutdown } from './shutdown.js';
