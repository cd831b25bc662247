import t from 'tap'
import { hostOf } from '../../../lib/ovsdb/client/host.js'
import type { Status } from '../../../lib/ovsdb/client/status.js'

t.test('tells what the connection tells, at any time', async (t) => {
  const asked: string[] = []
  const closed = new Error('closed')
  const connection = {
    status: { state: 'connecting', attempt: 1 } as Status,
    current: (): never => {
      throw closed
    },
    onStatus: () => {
      asked.push('status')
      return () => asked.push('left status')
    },
    onSession: () => {
      asked.push('session')
      return () => asked.push('left session')
    },
  }
  const host = hostOf(connection, { database: 'D', backoff: { min: 1, max: 2 }, requestTimeout: 3 })
  t.match(host, { database: 'D', backoff: { min: 1, max: 2 }, requestTimeout: 3 })
  t.equal(host.status.state, 'connecting')
  connection.status = { state: 'closed' }
  t.equal(host.status.state, 'closed')
  host.onStatus(() => {})()
  host.onSession(() => {})()
  t.equal(host.whyNotConnected(), closed)
  t.strictSame(asked, ['status', 'left status', 'session', 'left session'])
})
