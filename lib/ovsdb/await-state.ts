import { type Limits, within } from './within.js'

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
  limits: Limits,
): Promise<void> {
  let leave = () => {}
  const reached = new Promise<void>((resolve, reject) => {
    leave = onState((state) => {
      const verdict = judge(state)
      if (verdict === 'done') resolve()
      else if (verdict !== 'wait') reject(verdict)
    })
  })
  return within(reached, method, limits).finally(leave)
}
