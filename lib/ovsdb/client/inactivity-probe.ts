/** What the probe needs of a session. */
export interface Probed {
  request(method: string, params: readonly unknown[], options: { timeout: number }): Promise<unknown>
  /**
   * Equal to an earlier one when the server was silent in between, though it was listened to all the time: neither a
   * message came nor a KiB of one.
   */
  readonly signOfLife: number
  abort(cause: Error): void
}

/**
 * Notices a server that is gone without a word (a half-open connection), or says nothing whole: after `interval` ms of
 * silence it sends an `echo` (RFC 7047 section 4.1.11), and ends the session when the silence lasts another `interval`
 * ms. A session that is paused is left in peace.
 *
 * @returns stops the probe
 */
export function startInactivityProbe(session: Probed, interval: number): () => void {
  if (interval === 0) return () => {}
  let seen = session.signOfLife
  const timer = setInterval(() => {
    const now = session.signOfLife
    const silent = now === seen
    seen = now
    if (!silent) return
    session.request('echo', [], { timeout: interval }).catch((cause: Error) => {
      if (session.signOfLife === now) session.abort(cause)
    })
  }, interval)
  return () => clearInterval(timer)
}
