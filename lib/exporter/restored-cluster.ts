import { type Clock, SYSTEM_CLOCK } from '../contiv/clock.js'
import { type Client, type OpenVSwitch, type UnsuitableReason, UnsuitableServerError } from '../ovsdb/index.js'
import type { Logger } from './log.js'

/** Milliseconds after which a cluster that is another one, or behind, is taken for one that was restored from a backup. */
const PATIENCE = 60_000

/** Milliseconds without such a refusal after which the next is another matter: some attempts to connect long. */
const LULL = 20_000

const REASONS: ReadonlySet<UnsuitableReason> = new Set(['stale', 'other-cluster'])

/** Lets the client begin anew with a cluster that was restored: an exporter writes nothing that it could get wrong. */
export function acceptRestoredCluster(
  client: Pick<Client<OpenVSwitch>, 'onStatus' | 'forgetCluster'>,
  log: Pick<Logger, 'warn'>,
  clock: Clock = SYSTEM_CLOCK,
): void {
  let refusedSince: number | undefined
  let refusedLast = Number.NEGATIVE_INFINITY
  client.onStatus((status) => {
    if (status.state === 'connected') refusedSince = undefined
    if (status.state !== 'disconnected') return
    const refusal = refusalIn(status.cause)
    if (refusal === undefined) return
    const now = clock.now()
    if (now - refusedLast > LULL) refusedSince = undefined
    refusedLast = now
    refusedSince ??= now
    if (now - refusedSince < PATIENCE) return
    refusedSince = undefined
    log.warn({ source: 'ovsdb', cause: refusal.message }, 'taken for a cluster restored from a backup')
    client.forgetCluster()
  })
}

/** Of one of several servers, if there are several. */
function refusalIn(error: unknown): UnsuitableServerError | undefined {
  if (error instanceof UnsuitableServerError) return REASONS.has(error.reason) ? error : undefined
  if (error instanceof AggregateError) return error.errors.map(refusalIn).find((refusal) => refusal !== undefined)
  return error instanceof Error ? refusalIn(error.cause) : undefined
}
