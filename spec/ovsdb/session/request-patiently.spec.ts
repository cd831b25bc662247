import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { RemoteError } from '../../../lib/jsonrpc/index.js'
import { requestPatiently } from '../../../lib/ovsdb/session/request-patiently.js'

interface Asked {
  readonly method: string
  settle(result: unknown): void
  fail(error: Error): void
}

/** A session that answers when the spec says so. */
function play() {
  const asked: Asked[] = []
  const given: Error[] = []
  let wake: () => void = () => {}
  const session = {
    request: (method: string) =>
      new Promise<unknown>((settle, fail) => {
        asked.push({ method, settle, fail })
        wake()
      }),
    abort: (cause: Error) => {
      given.push(cause)
      for (const { fail } of asked) fail(cause)
    },
  }
  const next = (method: string) =>
    new Promise<Asked>((resolve) => {
      wake = () => {
        const found = asked.find((one) => one.method === method)
        if (found !== undefined) resolve(found)
      }
      wake()
    })
  return { session, given, next }
}

t.test('a reply that takes long is waited for, as long as nothing behind it is answered', async (t) => {
  const { session, given, next } = play()
  const reply = requestPatiently(session, 'monitor', [], 1)
  const echo = await next('echo')
  const monitor = await next('monitor')
  monitor.settle('content')
  echo.settle([])
  t.equal(await reply, 'content')
  await setImmediate()
  t.strictSame(given, [])
})

t.test('a request that was forgotten ends the session', async (t) => {
  for (const answer of ['settle', 'fail'] as const) {
    const { session, given, next } = play()
    const reply = requestPatiently(session, 'monitor', [], 1)
    const echo = await next('echo')
    if (answer === 'settle') echo.settle([])
    else echo.fail(new RemoteError('echo', 'unknown method'))
    await t.rejects(reply, { code: 'REQUEST_TIMEOUT', message: /"monitor" within 1 ms/ })
    t.equal(given.length, 1)
  }
})

t.test('what is answered in time asks nothing more', async (t) => {
  const { session, next } = play()
  const [good, bad] = [requestPatiently(session, 'a', [], 60_000), requestPatiently(session, 'b', [], 60_000)]
  ;(await next('a')).settle(1)
  ;(await next('b')).fail(new RemoteError('b', 'no'))
  t.equal(await good, 1)
  await t.rejects(bad, { code: 'REMOTE' })
})
