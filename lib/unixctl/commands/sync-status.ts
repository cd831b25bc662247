import { lines, splitField } from './text.js'

export interface SyncStatus {
  /** The database; undefined until 3.2, where one state is that of all. */
  readonly database: string | undefined
  /** `active`, or `backup` when it is replicated from another server. */
  readonly state: string
  /** Of a backup: `replicating`, `connecting`, `failed` or `not connected`. */
  readonly replication: string | undefined
}

const REPLICATION = [
  ['replicating:', 'replicating'],
  ['connecting:', 'connecting'],
  ['Replication to (', 'failed'],
  ['not connected to ', 'not connected'],
] as const

/** What `ovsdb-server/sync-status` prints (ovsdb/ovsdb-server.c): whether databases are backups, and how that goes. */
export function parseSyncStatus(text: string): readonly SyncStatus[] {
  const states: { -readonly [Name in keyof SyncStatus]: SyncStatus[Name] }[] = []
  let database: string | undefined
  for (const line of lines(text)) {
    const [label, value] = splitField(line) ?? []
    // Until 3.2 a list of the databases follows the state; since then a database comes before its own.
    if (label === 'database') database = value
    if (label === 'state' && value !== undefined) states.push({ database, state: value, replication: undefined })
    const replication = REPLICATION.find(([start]) => line.startsWith(start))?.[1]
    const last = states.at(-1)
    if (last !== undefined) last.replication ??= replication
  }
  return states
}
