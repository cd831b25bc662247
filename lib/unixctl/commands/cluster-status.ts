import { type Integer, leadingInteger, lines, splitField, words } from './text.js'

export interface ClusterServer {
  /** The first digits of its id: `4ebe`. */
  readonly id: string
  readonly address: string
  readonly self: boolean
  /** Of the leader's view: the next entry it will send, and the last it knows to be there. */
  readonly nextIndex: Integer | undefined
  readonly matchIndex: Integer | undefined
  /** Milliseconds since its last message; told since 2.15. */
  readonly lastMessage: Integer | undefined
}

/** A server's view of the RAFT cluster of a database. */
export interface ClusterStatus {
  readonly database: string | undefined
  readonly clusterId: string | undefined
  readonly serverId: string | undefined
  readonly address: string | undefined
  /** `cluster member`, `joining cluster`, `disconnected from the cluster (election timeout)` … */
  readonly status: string | undefined
  /** `leader`, `candidate`, `follower` */
  readonly role: string | undefined
  readonly term: Integer | undefined
  /** The leader: `self`, the first digits of its id, or `unknown`. */
  readonly leader: string | undefined
  /** Milliseconds without a leader after which an election begins; told since 2.12. */
  readonly electionTimer: Integer | undefined
  /** The first entry that the log holds, and the one that comes next. */
  readonly log: { readonly start: Integer; readonly end: Integer } | undefined
  readonly notCommitted: Integer | undefined
  readonly notApplied: Integer | undefined
  /** Connections that are open, and those that are not. */
  readonly connections: { readonly open: number; readonly broken: number } | undefined
  /** Connections that broke since the server started; told since 2.15. */
  readonly disconnections: Integer | undefined
  readonly servers: readonly ClusterServer[]
}

const SERVER = /^\s+\S+ \((\S+) at ([^)\s]+)\)(.*)$/

/** What `cluster/status DATABASE` prints (ovsdb/raft.c). */
export function parseClusterStatus(text: string): ClusterStatus {
  const fields = new Map<string, string>()
  const servers: ClusterServer[] = []
  for (const line of lines(text)) {
    const [, id, address, rest = ''] = SERVER.exec(line) ?? []
    if (id !== undefined && address !== undefined) {
      if (fields.has('Servers')) servers.push({ id, address, ...parseServer(rest) })
      continue
    }
    const [label, value] = splitField(line) ?? []
    if (label !== undefined && value !== undefined && !fields.has(label)) fields.set(label, value)
  }
  const count = (label: string) => leadingInteger(fields.get(label) ?? '')
  return {
    database: fields.get('Name'),
    clusterId: idOf(fields.get('Cluster ID')),
    serverId: idOf(fields.get('Server ID')),
    address: fields.get('Address'),
    status: fields.get('Status'),
    role: fields.get('Role'),
    term: count('Term'),
    leader: fields.get('Leader'),
    electionTimer: count('Election timer'),
    log: parseLog(fields.get('Log') ?? ''),
    notCommitted: count('Entries not yet committed'),
    notApplied: count('Entries not yet applied'),
    connections: parseConnections(fields.get('Connections')),
    disconnections: count('Disconnections'),
    servers,
  }
}

function parseServer(rest: string): Omit<ClusterServer, 'id' | 'address'> {
  const behind = (key: string) => {
    const at = rest.indexOf(key)
    return at < 0 ? undefined : leadingInteger(rest.slice(at + key.length))
  }
  return {
    self: rest.includes('(self)'),
    nextIndex: behind(' next_index='),
    matchIndex: behind(' match_index='),
    lastMessage: behind(' last msg '),
  }
}

/** `3029 (3029bb83-a353-4b1c-912b-af453f05ae21)`; `not yet known` until a server has joined. */
function idOf(value: string | undefined): string | undefined {
  return /\(([0-9a-f-]{36})\)/.exec(value ?? '')?.[1]
}

/** `[2, 5]` */
function parseLog(value: string): ClusterStatus['log'] {
  const [, first = '', next = ''] = /^\[(\d+), (\d+)\]$/.exec(value) ?? []
  const start = leadingInteger(first)
  const end = leadingInteger(next)
  return start === undefined || end === undefined ? undefined : { start, end }
}

/** `<-6268 ->6268 (->4ebe)`: one that is not open is in brackets. */
function parseConnections(value: string | undefined): ClusterStatus['connections'] {
  if (value === undefined) return undefined
  const broken = words(value).filter((word) => word.startsWith('(')).length
  return { open: words(value).length - broken, broken }
}
