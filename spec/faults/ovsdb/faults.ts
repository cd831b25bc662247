/** Faults of ovsdb-server, and of the way to it. */
export const OVSDB_FAULTS = {
  'ovsdb-killed': 'ovsdb-server is killed, and returns with the same content',
  'ovsdb-changed': 'ovsdb-server is killed, and returns with other content',
  'ovsdb-upgraded': 'ovsdb-server is killed, and returns with a newer schema',
  'ovsdb-stopped': 'ovsdb-server is stopped (SIGSTOP), its connections are half-open',
  'reset-at-messages': 'the connection is reset behind each message of the server',
  'reset-within-messages': 'the connection is reset within each message of the server',
  'single-bytes': 'the server is heard one byte at a time',
  'slow-replies': 'each reply comes 2 s late',
  'swapped-replies': 'replies come in the wrong order',
  'unknown-ids': 'replies come that nobody waits for',
  'cancelled-calls': 'replies come when their calls have been given up',
  'invalid-json': 'the server sends what is no JSON',
  'invalid-utf8': 'the server sends what is no UTF-8',
  'nul-bytes': 'the server sends NUL bytes',
  'deep-nesting': 'the server sends JSON that is nested 100,000 deep',
  'other-protocol': 'the server speaks HTTP',
  'wrong-results': 'each reply holds something else than what was asked for',
  'doubled-rows': 'each reply holds each row twice',
  'half-message': 'the server sends half a message and hangs',
  'endless-message': 'the server sends a message without end',
  'endless-notifications': 'the server sends notifications without end',
  'tls-stuck': 'the TLS handshake never ends',
  'tls-wrong-certificate': 'the server shows a certificate of another authority',
  'other-database': 'the server has another database',
  'no-statistics': 'the schema lacks Interface.statistics',
  'database-converted': 'the database is converted to another schema, and back',
} as const

/** Faults of a database that three servers hold together. */
export const CLUSTER_FAULTS = {
  'leader-killed': 'the leader is killed',
  'leadership-moved': 'another member becomes the leader',
  'majority-lost': 'the majority is lost, and returns',
  'stale-follower': 'there is a way to a follower only that has been cut off',
} as const
