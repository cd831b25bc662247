/** What the probe needs of a session. */
export interface Probed {
  request(method: string, params: readonly unknown[], options: { timeout: number }): Promise<unknown>
  readonly receivedChunks: number
  abort(cause: Error): void
}

/**
 * Notices a server that is gone without a word (a half-open connection): after `interval` ms of silence it sends an
 * `echo` (RFC 7047 section 4.1.11), and ends the session when that is not answered within another `interval` ms.
 *
 * @returns stops the probe
 */
export function startInactivityProbe(session: Probed, interval: number): () => void {
  if (interval === 0) return () => {}
  let seen = session.receivedChunks
  const timer = setInterval(() => {
    const silent = seen === session.receivedChunks
    seen = session.receivedChunks
    if (!silent) return
    session.request('echo', [], { timeout: interval }).catch((cause: Error) => {
      if (seen === session.receivedChunks) session.abort(cause)
    })
  }, interval)
  return () => clearInterval(timer)
}
