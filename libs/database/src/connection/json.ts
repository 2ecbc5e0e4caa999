/** SQL for one JSON object, keys in order; shorter than json_build_object, which writes spaces around its colons. */
export const jsonObject = (entries: readonly (readonly [key: string, sql: string])[]): string =>
  `(SELECT row_to_json(o) FROM (SELECT ${entries.map(([key, sql]) => `${sql} AS "${key}"`).join(', ')}) o)`;
