import { SessionClosedError } from '../../jsonrpc/errors.js'
import { awaitState } from '../await-state.js'
import { resolveCallOptions } from '../client/options.js'
import type { Status } from '../client/status.js'
import { ClientClosedError, MonitorCanceledError } from '../errors.js'
import type { ReplicaColumns } from '../monitor/change.js'
import type { AnyConditions, ReplicateOptions } from './options.js'
import { Replica } from './replica.js'
import { ReplicaContent } from './replica-content.js'
import { type FollowedSession, Replication, type ReplicationOptions } from './replication.js'
import type { ReplicaState } from './state.js'

/** What a replica needs of its client. */
export interface ReplicaHost extends Omit<ReplicationOptions, 'columns'> {
  readonly status: Status
  onStatus(listener: (status: Status) => void): () => void
  onSession(listener: (established: FollowedSession) => void): () => void
}

/**
 * Opens a replica; resolves when what there is has been read.
 *
 * @throws what `client.replicate` throws
 */
export async function openReplica<Model, Columns extends ReplicaColumns<Model>>(
  host: ReplicaHost,
  columns: Columns,
  { where = {}, indexes, ...call }: ReplicateOptions<Model, Columns>,
): Promise<Replica<Model, Columns>> {
  const limits = resolveCallOptions(call, host.requestTimeout)
  limits.signal?.throwIfAborted()
  if (host.status.state === 'closed') throw new ClientClosedError()
  const content = new ReplicaContent<Model, Columns>(columns, indexes)
  const { database, backoff, requestTimeout } = host
  const whyNotConnected = () => host.whyNotConnected()
  const options = { database, backoff, requestTimeout, whyNotConnected, columns }
  const replication = new Replication(options, where as AnyConditions, content)
  const leave: (() => void)[] = []
  const replica = new Replica(content, replication, () => {
    for (const one of leave.splice(0)) one()
  })
  const first = awaitState<ReplicaState>(
    'the rows to replicate',
    (listener) => replica.onState(listener),
    (now) => {
      if (now.state === 'closed') return new ClientClosedError()
      if (now.state === 'synced') return 'done'
      return isPassing(now.cause) ? 'wait' : now.cause
    },
    limits,
    whyNotConnected,
  )
  leave.push(host.onStatus(({ state }) => void (state === 'closed' && replica.close())))
  leave.push(host.onSession((established) => replication.follow(established)))
  try {
    await first
    return replica
  } catch (error) {
    void replica.close()
    throw error
  }
}

/** A session that ends is followed by another, a monitor that a conversion cancels too; else it would only come again. */
function isPassing(cause: Error): boolean {
  return cause instanceof SessionClosedError || cause instanceof MonitorCanceledError
}
