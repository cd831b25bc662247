import { formatStacks, onAbort, SessionClosedError, startTimeout, TlsError } from '../../jsonrpc/index.js'
import type { Dial } from '../dialler.js'
import type { Endpoint } from '../endpoint.js'
import { ConnectError } from '../errors.js'
import type { PassiveEndpoint } from '../listen/passive-endpoint.js'
import { OvsdbSession } from '../session/ovsdb-session.js'
import { DatabaseSession } from './database-session.js'
import { startInactivityProbe } from './inactivity-probe.js'
import type { ResolvedOptions } from './options.js'
import type { ServerChoice } from './server-choice.js'

/** A server, and the way to it. */
export interface Remote {
  readonly kind: Endpoint['kind'] | PassiveEndpoint['kind']
  readonly name: string
  readonly dial: Dial
}

/**
 * Dials, fetches the schema, and sees whether the server will do.
 *
 * @throws {ConnectError} whose `cause` says what went wrong
 */
export async function openDatabaseSession(
  remote: Remote,
  options: ResolvedOptions,
  choice: ServerChoice,
  stop: AbortSignal,
): Promise<DatabaseSession> {
  stop.throwIfAborted()
  const { connectTimeout } = options
  // Not AbortSignal.any, which leaves something of each attempt on the signal that lives as long as the client.
  const limit = new AbortController()
  const { signal } = limit
  const leaveStop = onAbort(stop, () => limit.abort(stop.reason))
  const late = () => limit.abort(new Error(`no answer within ${connectTimeout} ms`))
  const stopTimeout = startTimeout(connectTimeout, late)
  try {
    const session = new OvsdbSession(await remote.dial(signal), options)
    try {
      const databaseSession = new DatabaseSession({
        session,
        database: options.database,
        remote: remote.name,
        check: (server) => choice.check(server),
      })
      await databaseSession.start({ signal })
      const stopProbe = startInactivityProbe(session, remote.kind === 'unix' ? 0 : options.inactivityProbe)
      void session.closed.then(stopProbe)
      return databaseSession
    } catch (error) {
      void session.close()
      throw session.receivedChunks === 0 ? withGuess(remote, error) : error
    }
  } catch (error) {
    if (stop.aborted) throw stop.reason
    formatStacks(error)
    throw new ConnectError(remote.name, error)
  } finally {
    leaveStop()
    stopTimeout()
  }
}

const GUESSES: Readonly<Partial<Record<Remote['kind'], string>>> = {
  tcp: 'it may expect TLS (ssl:)',
  ssl: "it may refuse the client's certificate",
}

/**
 * What may be wrong with a server that ends the session without a word: one that listens with TLS does so when it is
 * spoken to without, and one that refuses the client's certificate may lose its words about that on the way.
 */
function withGuess({ kind }: Remote, error: unknown): unknown {
  const guess = GUESSES[kind]
  if (!(error instanceof SessionClosedError) || guess === undefined || error.cause instanceof TlsError) return error
  return new SessionClosedError(`${error.message} before it said a word: ${guess}`, { cause: error })
}
