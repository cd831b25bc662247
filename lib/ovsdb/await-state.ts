import { RequestTimeoutError } from '../jsonrpc/errors.js'
import type { CallOptions } from './client/options.js'

/** What a state means to who waits: it is the one, it is why there will be none, or there is more to come. */
export type Verdict = 'done' | 'wait' | Error

/**
 * Waits for a state, of those that follow.
 *
 * @param method what is waited for, for messages
 * @throws the error of the verdict {RequestTimeoutError}, or the signal's reason
 */
export function awaitState<State>(
  method: string,
  onState: (listener: (state: State) => void) => () => void,
  judge: (state: State) => Verdict,
  { signal, timeout = 0 }: CallOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => finish(() => reject(signal?.reason))
    const onTimeout = () => finish(() => reject(new RequestTimeoutError(method, timeout)))
    const timer = timeout > 0 ? setTimeout(onTimeout, timeout) : undefined
    const leave = onState((state) => {
      const verdict = judge(state)
      if (verdict === 'done') finish(resolve)
      else if (verdict !== 'wait') finish(() => reject(verdict))
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
