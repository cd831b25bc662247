import type { Identities } from '../../correlation/index.js'

/** Who the endpoints are: learnt before the join, within the time that is left. */
export interface IdentitySource extends Identities {
  /** How many identities are kept. */
  readonly size: number
  learn(ids: ReadonlySet<string>, signal: AbortSignal): Promise<void>
}

/** Where there is no Contiv. */
export const NOBODY: IdentitySource = { size: 0, get: () => undefined, learn: () => Promise.resolve() }

/** Milliseconds a scrape waits for Netmaster to say who a new endpoint is. */
const LEARN_TIMEOUT = 1000

/** Learns for as long as a scrape waits for Netmaster, and not beyond the scrape. */
export async function learn(identities: IdentitySource, ids: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
  // Not AbortSignal.any: what it makes of AbortSignal.timeout never fires once the garbage collector took the latter.
  const enough = new AbortController()
  const end = () => enough.abort()
  const timer = setTimeout(end, LEARN_TIMEOUT)
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  try {
    await identities.learn(ids, enough.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}
