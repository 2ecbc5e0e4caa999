/** The pattern of ILIKE for texts that contain `part`, whatever signs are in it. */
export const containing = (part: string): string => `%${part.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`;
