import { RequestTimeoutError, SessionClosedError } from '../../jsonrpc/errors.js'
import { type CallOptions, resolveCallOptions } from '../client/options.js'
import type { Status } from '../client/status.js'
import { ClientClosedError, MonitorCanceledError } from '../errors.js'
import type { ReplicaColumns } from '../monitor/change.js'
import type { AnyConditions, ReplicateOptions } from './options.js'
import { Replica } from './replica.js'
import { ReplicaContent } from './replica-content.js'
import { type FollowedSession, Replication, type ReplicationOptions } from './replication.js'

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
  const { signal, timeout = 0 } = resolveCallOptions(call, host.requestTimeout)
  signal?.throwIfAborted()
  if (host.status.state === 'closed') throw new ClientClosedError()
  const content = new ReplicaContent<Model, Columns>(columns, indexes)
  const { database, backoff, requestTimeout } = host
  const replication = new Replication({ database, backoff, requestTimeout, columns }, where as AnyConditions, content)
  const leave: (() => void)[] = []
  const replica = new Replica(content, replication, () => {
    for (const one of leave.splice(0)) one()
  })
  const first = firstContent(replica, { signal, timeout })
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

function firstContent(
  replica: Pick<Replica<never, never>, 'onState'>,
  { signal, timeout = 0 }: CallOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => finish(() => reject(signal?.reason))
    const onTimeout = () => finish(() => reject(new RequestTimeoutError('replicate', timeout)))
    const timer = timeout > 0 ? setTimeout(onTimeout, timeout) : undefined
    const leave = replica.onState((now) => {
      if (now.state === 'synced') finish(resolve)
      else if (now.state === 'closed') finish(() => reject(new ClientClosedError()))
      else if (!isPassing(now.cause)) finish(() => reject(now.cause))
    })
    const finish = (settle: () => void) => {
      leave()
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      settle()
    }
    signal?.addEventListener('abort', onAbort)
  })
}

/** A session that ends is followed by another, a monitor that a conversion cancels too; else it would only come again. */
function isPassing(cause: Error): boolean {
  return cause instanceof SessionClosedError || cause instanceof MonitorCanceledError
}
