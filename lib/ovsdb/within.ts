import { onAbort, startTimeout } from '../jsonrpc/index.js'
import { WaitTimeoutError } from './errors.js'

/** How long to wait for something. */
export interface Limits {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds; 0 waits for ever. Default 0. */
  readonly timeout?: number | undefined
}

/**
 * Settles as the work does, unless its limits come first. The work goes on then, and what becomes of it is dropped.
 *
 * @param expected what comes of the work, for the error
 * @param whyNot the reason, where one is known, that it has not come
 * @throws the signal's reason {WaitTimeoutError}
 */
export function within<T>(
  work: PromiseLike<T>,
  expected: string,
  { signal, timeout = 0 }: Limits,
  whyNot: () => Error | undefined = () => undefined,
): Promise<T> {
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
    const stopTimeout = startTimeout(timeout, () => fail(new WaitTimeoutError(expected, timeout, whyNot())))
    work.then((value) => {
      end()
      resolve(value)
    }, fail)
    if (signal?.aborted) fail(signal.reason)
  })
}
