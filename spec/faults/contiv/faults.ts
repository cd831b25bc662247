/** Faults of etcd, in which Contiv writes who leads. */
export const ETCD_FAULTS = {
  'etcd-killed': 'etcd is killed, the Netmaster known answers',
  'etcd-and-netmaster-killed': 'etcd is killed, and the Netmaster that led goes away',
  'etcd-no-leader': 'nobody leads',
  'etcd-leader-no-address': 'the value of the leader is no address',
  'etcd-leader-not-netmaster': 'the value of the leader is the address of something else',
  'etcd-leader-changes': 'the leader changes between two requests',
  'etcd-redirect-loop': 'etcd redirects in a circle',
  'etcd-unauthorized': 'etcd wants credentials (401)',
} as const

/** Faults of Netmaster, and of what it says. */
export const NETMASTER_FAULTS = {
  'netmaster-stopped': 'Netmaster is stopped',
  'netmaster-500': 'it answers with status 500',
  'netmaster-silent': 'it accepts and does not answer',
  'netmaster-slow': 'each answer takes a second',
  'netmaster-trickling': 'it answers one byte at a time, without an end in sight',
  'netmaster-half-json': 'it answers half a JSON text',
  'netmaster-cut': 'each answer is cut in the middle',
  'netmaster-html': 'it answers a web page',
  'netmaster-other-json': 'it answers JSON of another shape',
  'netmaster-redirect-loop': 'it redirects in a circle',
  'netmaster-huge': 'each answer has 200 MB',
  'netmaster-no-ids': 'it tells endpoints without their ids',
  'netmaster-duplicate-ids': 'it tells the endpoints of a network under another one too',
  'netmaster-network-vanishes': 'a network vanishes between the list and its inspection',
  'netmaster-answers-elsewhere': 'the leader answers from another host (307)',
} as const
