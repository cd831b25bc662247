import type { Connection } from './connection.js'
import type { DatabaseSession } from './database-session.js'
import type { ResolvedOptions } from './options.js'
import type { Status } from './status.js'

/** What a client lends to what lives on every one of its connections: replicas and locks. */
export interface Host extends Pick<ResolvedOptions, 'database' | 'backoff' | 'requestTimeout'> {
  readonly status: Status
  onStatus(listener: (status: Status) => void): () => void
  onSession(listener: (session: DatabaseSession) => void): () => void
  /** The error that a call is rejected with now, if there is no session to make it on. */
  whyNotConnected(): Error | undefined
}

export function hostOf(
  connection: Pick<Connection<DatabaseSession>, 'status' | 'onStatus' | 'onSession' | 'current'>,
  { database, backoff, requestTimeout }: Pick<Host, 'database' | 'backoff' | 'requestTimeout'>,
): Host {
  return {
    database,
    backoff,
    requestTimeout,
    get status() {
      return connection.status
    },
    onStatus: (listener) => connection.onStatus(listener),
    onSession: (listener) => connection.onSession(listener),
    whyNotConnected: () => {
      try {
        connection.current()
        return undefined
      } catch (error) {
        return error as Error
      }
    },
  }
}
