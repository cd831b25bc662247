import t from 'tap'
import { tellOutages } from '../../lib/cli/outages.js'
import type { Status } from '../../lib/ovsdb/index.js'

t.test('an outage is told once, and its end', async (t) => {
  const statuses: readonly Status[] = [
    { state: 'connecting', attempt: 1 },
    { state: 'connected', remote: 'tcp:a' },
    { state: 'disconnected', cause: new Error('gone'), retryInMs: 5 },
    { state: 'connecting', attempt: 1 },
    { state: 'disconnected', cause: new Error('refused'), retryInMs: 10 },
    { state: 'connecting', attempt: 2 },
    { state: 'connected', remote: 'tcp:b' },
    { state: 'disconnected', cause: new Error('gone too'), retryInMs: 0 },
    { state: 'closed' },
  ]
  const told: string[] = []
  const onStatus = (listener: (status: Status) => void) => {
    statuses.forEach(listener)
    return () => {}
  }
  tellOutages({ onStatus }, (message) => told.push(message))
  t.strictSame(told, ['gone; trying again', 'connected to tcp:b again', 'gone too; trying again'])
})
