import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer } from 'node:net'
import { mock } from 'node:test'
import t from 'tap'
import { startTimeout } from '../../lib/jsonrpc/timeout.js'

/** Holds the event loop up. */
function block(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

t.test('calls back, unless it is called off', async (t) => {
  await new Promise<void>((resolve) => startTimeout(1, resolve))
  const stop = startTimeout(1, () => t.fail('called off'))
  stop()
  await new Promise<void>((resolve) => startTimeout(5, resolve))
  t.notOk(process.getActiveResourcesInfo().includes('Timeout'))
})

t.test('never, when there is no such time', async (t) => {
  for (const milliseconds of [0, -1, 2 ** 31, Number.POSITIVE_INFINITY, Number.NaN]) {
    startTimeout(milliseconds, () => t.fail(`${milliseconds}`))
  }
  t.notOk(process.getActiveResourcesInfo().includes('Timeout'))
  await new Promise<void>((resolve) => startTimeout(5, resolve))
})

t.test('what has arrived while the event loop was busy comes first', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const socket = createConnection((server.address() as AddressInfo).port, '127.0.0.1')
  const [peer] = await once(server, 'connection')
  t.teardown(() => [socket, peer].map((one) => one.destroy()))
  for (let i = 0; i < 20; i++) {
    const heard = new Promise((resolve) => {
      const stop = startTimeout(5, () => resolve('timeout'))
      socket.once('data', (data) => {
        stop()
        resolve(String(data))
      })
      peer.write('here')
      block(10)
    })
    t.equal(await heard, 'here')
  }
})

t.test('where there are no immediates, as in a browser', async (t) => {
  const { setImmediate } = globalThis
  t.teardown(() => Object.assign(globalThis, { setImmediate }))
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  Object.assign(globalThis, { setImmediate: undefined })
  let called = 0
  startTimeout(5, () => called++)
  mock.timers.tick(5)
  mock.timers.tick(1)
  t.equal(called, 1)
})
