import t from 'tap'
import { SwitchCheck } from '../../lib/exporter/switch-check.js'
import type { Status } from '../../lib/ovsdb/index.js'

function scene(status: Status = { state: 'connected', remote: 'tcp:h' }) {
  const client = { status }
  const reports: (string | undefined)[] = []
  let now = 1_000_000
  const check = new SwitchCheck(client, { report: (error) => reports.push(error?.message) }, () => now)
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { client, check, reports, pass }
}

t.test('without a connection, why there is none', async (t) => {
  const { client, check } = scene({ state: 'connecting', attempt: 1 })
  t.equal(check.problem(), 'ovsdb: connecting')
  client.status = { state: 'disconnected', cause: new Error('refused'), retryInMs: 200 }
  t.equal(check.problem(), 'ovsdb: refused')
  check.report(new Error('no column'))
  t.equal(check.problem(), 'ovsdb: refused')
})

t.test('with a connection: ready before anything was read, and while the last reading did not fail', async (t) => {
  const { check, reports } = scene()
  t.equal(check.problem(), undefined)
  check.report(new Error('no column'))
  t.equal(check.problem(), 'ovsdb: no column')
  check.report(new Error('no table'))
  t.equal(check.problem(), 'ovsdb: no table')
  check.report(undefined)
  t.equal(check.problem(), undefined)
  t.strictSame(reports, ['no column', 'no table', undefined], 'the log is told all of it')
})

t.test('a scrape that ran out of time says nothing of the switch', async (t) => {
  const { check, reports } = scene()
  check.report(new Error('no answer'), true)
  t.equal(check.problem(), undefined)
  check.report(new Error('no column'), false)
  check.report(new Error('no answer'), true)
  t.equal(check.problem(), 'ovsdb: no column')
  t.strictSame(reports, ['no answer', 'no column', 'no answer'], 'the log is told nevertheless')
})

t.test('a failure that nobody looks into any more is forgotten', async (t) => {
  const { check, pass } = scene()
  check.report(new Error('no column'))
  pass(200_000)
  check.report(new Error('no column'))
  pass(300_000)
  t.equal(check.problem(), 'ovsdb: no column')
  pass(1)
  t.equal(check.problem(), undefined)
})
