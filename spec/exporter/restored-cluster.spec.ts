import t from 'tap'
import { acceptRestoredCluster } from '../../lib/exporter/restored-cluster.js'
import { ConnectError, SessionClosedError, type Status, UnsuitableServerError } from '../../lib/ovsdb/index.js'
import { ManualClock } from '../support/manual-clock.js'

t.test('a cluster that is another one, or behind, for a minute', async (t) => {
  const clock = new ManualClock()
  const warnings: unknown[] = []
  let forgotten = 0
  let tell = (_: Status) => {}
  const client = {
    onStatus: (listener: (status: Status) => void) => {
      tell = listener
      return () => {}
    },
    forgetCluster: () => void forgotten++,
  }
  acceptRestoredCluster(client, { warn: (...args: unknown[]) => void warnings.push(args) }, clock)
  const refuse = (reason: UnsuitableServerError['reason']) => {
    const refusal = new UnsuitableServerError(reason, `it is ${reason}`)
    const failures = [new Error('ECONNREFUSED'), new ConnectError('tcp:127.0.0.1:6640', refusal)]
    const cause =
      reason === 'stale'
        ? new SessionClosedError('left', { cause: refusal })
        : new ConnectError('two remotes', new AggregateError(failures))
    tell({ state: 'disconnected', cause, retryInMs: 5000 })
  }
  const minute = (reason: UnsuitableServerError['reason']) => {
    for (let seconds = 0; seconds < 60; seconds += 5) {
      refuse(reason)
      tell({ state: 'connecting', attempt: 1 })
      clock.advance(5000)
    }
  }

  minute('other-cluster')
  t.equal(forgotten, 0)
  refuse('disconnected')
  t.equal(forgotten, 0, 'another reason')
  refuse('stale')
  t.equal(forgotten, 1)
  t.strictSame(warnings, [[{ source: 'ovsdb', cause: 'it is stale' }, 'taken for a cluster restored from a backup']])
  refuse('stale')
  t.equal(forgotten, 1, 'once')

  clock.advance(60_000)
  refuse('stale')
  t.equal(forgotten, 1, 'long after the last one')
  clock.advance(60_000)

  minute('stale')
  tell({ state: 'connected', remote: 'tcp:127.0.0.1:6640' })
  refuse('stale')
  t.equal(forgotten, 1, 'a member that will do begins the minute anew')
  for (const reason of ['disconnected', 'not-joined', 'not-leader'] as const) minute(reason)
  t.equal(forgotten, 1)
})
