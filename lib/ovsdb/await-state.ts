import { type Limits, within } from './within.js'

/** What a state means to who waits: it is the one, it is why there will be none, or there is more to come. */
export type Verdict = 'done' | 'wait' | Error

/**
 * Waits for a state, of those that follow.
 *
 * @param expected what the state means, for the error
 * @param whyNot the reason, where one is known, that it has not come
 * @throws the error of the verdict {WaitTimeoutError}, or the signal's reason
 */
export function awaitState<State>(
  expected: string,
  onState: (listener: (state: State) => void) => () => void,
  judge: (state: State) => Verdict,
  limits: Limits,
  whyNot: () => Error | undefined,
): Promise<void> {
  let leave = () => {}
  const reached = new Promise<void>((resolve, reject) => {
    leave = onState((state) => {
      const verdict = judge(state)
      if (verdict === 'done') resolve()
      else if (verdict !== 'wait') reject(verdict)
    })
  })
  return within(reached, expected, limits, whyNot).finally(leave)
}
