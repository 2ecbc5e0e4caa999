/** What a service on one machine wants; a caller's own settings override these. */
const SERVICE: Readonly<Record<string, string>> = {
  shared_buffers: '256MB',
  effective_cache_size: '2GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  max_connections: '100',
  random_page_cost: '1.1',
  // Our statements are short: compiling them costs more than running them.
  jit: 'off',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Refused statements are the callers' to report; the server's log, which nobody rotates, keeps what concerns itself.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};

/** A database that is thrown away may lose everything in a power cut. */
const THROWAWAY: Readonly<Record<string, string>> = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
};

export interface ServerSettings {
  readonly durable: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * The text of the configuration file that is written before every start. The port is not in it: of two that start at
 * once, each must know its own.
 */
export function configuration({ durable, settings }: ServerSettings): string {
  const values = {
    ...SERVICE,
    ...(durable ? {} : THROWAWAY),
    ...settings,
    listen_addresses: '127.0.0.1',
    // The path of a socket is limited to about a hundred characters, which a deep checkout exceeds.
    unix_socket_directories: '',
  };
  return Object.entries(values)
    .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
    .join('');
}
