import { RequestTimeoutError, startTimeout } from '../../jsonrpc/index.js'
import type { OvsdbSession } from './ovsdb-session.js'

/**
 * Sends a request whose reply may be all that a database holds, and waits for as long as the server makes it, or it is on
 * its way. An `echo` that is asked behind it is answered behind it: when the patience is over and that is answered first,
 * the server has forgotten the request, and the session is given up.
 *
 * @param patience milliseconds; 0 waits for ever
 * @throws what every request throws
 */
export async function requestPatiently(
  session: Pick<OvsdbSession, 'request' | 'abort'>,
  method: string,
  params: readonly unknown[],
  patience: number,
): Promise<unknown> {
  let isOver = false
  const giveUp = () => {
    if (!isOver) session.abort(new RequestTimeoutError(method, patience))
  }
  const stopTimeout = startTimeout(patience, () => {
    void session
      .request('echo', [])
      .catch(() => {}) // a refusal is an answer too
      .then(giveUp)
  })
  try {
    return await session.request(method, params)
  } finally {
    isOver = true
    stopTimeout()
  }
}
