import type { Status } from './status.js'

/** What there is to follow. */
export interface StatusSource {
  readonly status: Status
  onStatus(listener: (status: Status) => void): () => void
}

/**
 * The status there is, then each that follows; it ends after `closed`. A reader who is slow is not told what was over
 * before it came back: only the latest status waits for it.
 *
 * @param signal ends it, with the signal's reason thrown to the reader
 */
export async function* followStatus(source: StatusSource, signal?: AbortSignal): AsyncGenerator<Status, void, void> {
  let waiting: Status | undefined = source.status
  let wake = () => {}
  const leave = source.onStatus((status) => {
    waiting = status
    wake()
  })
  const onAbort = () => wake()
  signal?.addEventListener('abort', onAbort)
  try {
    for (;;) {
      signal?.throwIfAborted()
      if (waiting === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      const status: Status = waiting
      waiting = undefined
      yield status
      if (status.state === 'closed') return
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
    leave()
  }
}
