/** Faults of the machine and of what the exporter itself needs. */
export const OWN_FAULTS = {
  'log-full': 'the disk that the log is written to is full',
  'no-descriptors': 'no file descriptor is left (EMFILE)',
  'clock-ahead': 'the clock is set ahead by an hour',
  'clock-back': 'the clock is set back by an hour',
  'stopped-while-scraped': 'SIGTERM during a scrape, and a new start',
  'port-taken': 'a second exporter is started on the same port',
  'ipv6-only': 'there is IPv6 only; etcd and the Netmaster that led go away',
} as const
