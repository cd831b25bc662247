/** Faults of ovsdb-server, and of the way to it. */
export const OVSDB_FAULTS = {
  'ovsdb-killed': 'ovsdb-server is killed, and returns with the same content',
} as const
