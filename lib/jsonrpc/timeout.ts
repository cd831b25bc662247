/** The longest a timer can wait: setTimeout takes more for 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * Calls back after so many milliseconds; 0, like more than a timer can count (24 days), is never. What has arrived by
 * then is read first: where the event loop was busy the timer comes late, and yet before what arrived meanwhile, which
 * may be what it is about.
 *
 * @returns calls it off
 */
export function startTimeout(milliseconds: number, onTimeout: () => void): () => void {
  if (!(milliseconds > 0 && milliseconds <= LONGEST_TIMER_MS)) return () => {}
  let isOff = false
  const timer = setTimeout(() => {
    afterReading(() => {
      if (!isOff) onTimeout()
    })
  }, milliseconds)
  return () => {
    isOff = true
    clearTimeout(timer)
  }
}

/** Node.js reads its sockets between its timers and its immediates, of which a browser has none. */
function afterReading(callback: () => void): void {
  if (typeof setImmediate === 'function') setImmediate(callback)
  else setTimeout(callback, 0)
}
