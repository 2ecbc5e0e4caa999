/** How a command ends; `--help` of a command that can end otherwise says so. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, rowsRejected: 3, interrupted: 130 } as const;
