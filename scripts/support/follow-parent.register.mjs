import { followParent } from './follow-parent.mjs';

followParent();
