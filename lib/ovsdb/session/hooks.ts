import { RemoteError, RequestTimeoutError, SessionClosedError, type Transport } from '../../jsonrpc/index.js'

/**
 * How a request ended: with a reply, which for `transact` may tell of operations that failed; with an error reply; after
 * its time; by its signal; or with its session.
 *
 * @example
 * const failures = new Map<RequestOutcome, number>()
 * const onRequestEnd = ({ outcome }: RequestEnd) => failures.set(outcome, (failures.get(outcome) ?? 0) + 1)
 */
export type RequestOutcome = 'answered' | 'refused' | 'timeout' | 'aborted' | 'closed'

/**
 * A request that was sent and has ended.
 *
 * @example
 * const slow = ({ method, milliseconds }: RequestEnd) => milliseconds > 1000 && console.log(`${method} was slow`)
 * await using observed = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch', hooks: { onRequestEnd: slow } })
 */
export interface RequestEnd {
  readonly method: string
  /** From when it was sent. */
  readonly milliseconds: number
  readonly outcome: RequestOutcome
}

/**
 * What a client tells of its work, for metrics; a hook that is not given costs nothing. What one throws is an uncaught
 * exception, and disturbs nothing else.
 *
 * @example
 * let received = 0
 * const hooks: SessionHooks = {
 *   onReceived: (bytes) => {
 *     received += bytes
 *   },
 * }
 * await using observed = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch', hooks })
 * console.log(received > 10_000) // → true
 */
export interface SessionHooks {
  /** A request that was sent has ended. */
  onRequestEnd?(request: RequestEnd): void
  /** Bytes came in; over TLS or a WebSocket, those of the messages within. */
  onReceived?(bytes: number): void
  /** Bytes went out. */
  onSent?(bytes: number): void
  /** A message came in, or went out, of whatever kind. */
  onMessage?(direction: 'in' | 'out'): void
  /** An `update`, `update2` or `update3` came in that tells of so many rows. */
  onUpdate?(rows: number): void
}

/** Makes of a hook one that never throws. */
export function guarded<Args extends readonly unknown[]>(
  hook: ((...args: Args) => void) | undefined,
): ((...args: Args) => void) | undefined {
  if (hook === undefined) return undefined
  return (...args) => {
    try {
      hook(...args)
    } catch (error) {
      queueMicrotask(() => {
        throw error
      })
    }
  }
}

/** Makes of hooks those that never throw. */
export function guardedHooks(hooks: SessionHooks): SessionHooks {
  const onRequestEnd = guarded(hooks.onRequestEnd?.bind(hooks))
  const onReceived = guarded(hooks.onReceived?.bind(hooks))
  const onSent = guarded(hooks.onSent?.bind(hooks))
  const onMessage = guarded(hooks.onMessage?.bind(hooks))
  const onUpdate = guarded(hooks.onUpdate?.bind(hooks))
  return {
    ...(onRequestEnd && { onRequestEnd }),
    ...(onReceived && { onReceived }),
    ...(onSent && { onSent }),
    ...(onMessage && { onMessage }),
    ...(onUpdate && { onUpdate }),
  }
}

/** A transport that tells of what it carries; the same one when nobody wants to know. */
export function observedTransport(transport: Transport, { onReceived, onSent, onMessage }: SessionHooks): Transport {
  if (onReceived === undefined && onSent === undefined && onMessage === undefined) return transport
  return {
    name: transport.name,
    get unsentBytes() {
      return transport.unsentBytes
    },
    start: (events) =>
      transport.start({
        data: (chunk) => {
          onReceived?.(chunk.length)
          events.data(chunk)
        },
        closed: (cause) => events.closed(cause),
      }),
    send: (text) => {
      onSent?.(byteLength(text))
      onMessage?.('out')
      transport.send(text)
    },
    pause: () => transport.pause(),
    resume: () => transport.resume(),
    close: () => transport.close(),
    destroy: () => transport.destroy(),
  }
}

/** How a request that failed ended. */
export function outcomeOf(error: unknown): RequestOutcome {
  if (error instanceof RemoteError) return 'refused'
  if (error instanceof RequestTimeoutError) return 'timeout'
  return error instanceof SessionClosedError ? 'closed' : 'aborted'
}

/** How many rows `<table-updates>`, in either form, tell of. */
export function countRows(updates: unknown): number {
  if (typeof updates !== 'object' || updates === null) return 0
  let rows = 0
  for (const table of Object.values(updates)) rows += Object.keys(table ?? {}).length
  return rows
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
