import t from 'tap'
import { SourceError } from '../../../lib/exporter/collectors/collector.js'
import { DaemonSource } from '../../../lib/exporter/sources/daemon-source.js'
import { CommandNotListedError, CommandRefusedError, DaemonNotFoundError } from '../../../lib/unixctl/index.js'

function sourceOf(answer: string | Error) {
  const reports: unknown[] = []
  const calls: unknown[] = []
  let closed = 0
  const source = new DaemonSource(
    {
      daemon: 'ovs-vswitchd',
      async call(command, args, options) {
        calls.push([command, args, options?.signal])
        if (answer instanceof Error) throw answer
        return answer
      },
      close: () => closed++,
    },
    { report: (error) => reports.push(error) },
  )
  return { source, reports, calls, closed: () => closed }
}

const { signal } = new AbortController()

t.test('an answer', async (t) => {
  const { source, reports, calls, closed } = sourceOf('text')
  t.equal(source.daemon, 'ovs-vswitchd')
  t.equal(await source.during(signal)('fdb/stats-show', 'br0'), 'text')
  t.strictSame(calls, [['fdb/stats-show', ['br0'], signal]])
  t.strictSame(reports, [undefined], 'there is a daemon')
  source.close()
  t.equal(closed(), 1)
})

t.test('a command that the daemon does not have', async (t) => {
  const { source, reports } = sourceOf(new CommandNotListedError('ovs-vswitchd', 'x'))
  t.equal(await source.during(signal)('x'), undefined)
  t.strictSame(reports, [])
})

t.test('no daemon is told in its own log, and not again by the collector', async (t) => {
  const error = new DaemonNotFoundError('nobody listens')
  const { source, reports } = sourceOf(error)
  await t.rejects(source.during(signal)('x'), new SourceError('nobody listens', { cause: error }))
  t.strictSame(reports, [error])
})

t.test('everything else is for the collector to tell', async (t) => {
  const error = new CommandRefusedError('ovs-vswitchd', 'x', 'no')
  const { source, reports } = sourceOf(error)
  await t.rejects(source.during(signal)('x'), error)
  t.strictSame(reports, [])
})
