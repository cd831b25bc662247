import { onAbort, RequestTimeoutError, startTimeout } from '../jsonrpc/index.js'

/** How long to wait for something. */
export interface Limits {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds; 0 waits for ever. Default 0. */
  readonly timeout?: number | undefined
}

/**
 * Settles as the work does, unless its limits come first. The work goes on then, and what becomes of it is dropped.
 *
 * @param name of the work, for the error
 * @throws the signal's reason {RequestTimeoutError}
 */
export function within<T>(work: PromiseLike<T>, name: string, { signal, timeout = 0 }: Limits): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => {
      leaveSignal()
      stopTimeout()
    }
    const fail = (error: unknown) => {
      end()
      reject(error)
    }
    const leaveSignal = onAbort(signal, () => fail(signal?.reason))
    const stopTimeout = startTimeout(timeout, () => fail(new RequestTimeoutError(name, timeout)))
    work.then((value) => {
      end()
      resolve(value)
    }, fail)
    if (signal?.aborted) fail(signal.reason)
  })
}
