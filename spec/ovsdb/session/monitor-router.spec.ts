import t from 'tap'
import { MonitorRouter } from '../../../lib/ovsdb/session/monitor-router.js'

t.test('each monitor is told what is its own, in every form', async (t) => {
  const router = new MonitorRouter()
  const heard: unknown[] = []
  router.on('a', (told) => heard.push(['a', told]))
  router.on(['b', 1], (told) => heard.push(['b', told]))
  router.tell('update', ['a', { T: {} }])
  router.tell('update2', [['b', 1], { T: {} }])
  router.tell('update3', ['a', 'txn', { T: {} }])
  router.tell('monitor_canceled', [['b', 1]])
  t.strictSame(heard, [
    ['a', { method: 'update', updates: { T: {} } }],
    ['b', { method: 'update2', updates: { T: {} } }],
    ['a', { method: 'update3', lastTransactionId: 'txn', updates: { T: {} } }],
    ['b', { method: 'monitor_canceled' }],
  ])
})

t.test('what is not of a monitor, or of one nobody listens for, is dropped', async (t) => {
  const router = new MonitorRouter()
  router.tell('update', ['a', {}])
  router.on('a', () => t.fail('told'))
  router.tell('locked', ['a'])
  router.tell('update', ['b', {}])
  router.tell('update', [])
  router.tell('update', [['a'], {}])
})

t.test('several may listen, and each may leave', async (t) => {
  const router = new MonitorRouter()
  const heard: string[] = []
  const leave = router.on('a', () => {
    heard.push('first')
    leave()
  })
  const leaveToo = router.on('a', () => heard.push('second'))
  router.tell('monitor_canceled', ['a'])
  router.tell('monitor_canceled', ['a'])
  leaveToo()
  leaveToo()
  router.on('a', () => heard.push('third'))
  leaveToo()
  router.tell('monitor_canceled', ['a'])
  t.strictSame(heard, ['first', 'second', 'second', 'third'])
})
