import t from 'tap'
import { createLog } from '../../lib/exporter/log.js'
import { SourceLog } from '../../lib/exporter/source-log.js'

function scene() {
  const lines: Record<string, unknown>[] = []
  let now = 1_000_000
  const log = createLog('debug', 'json', {
    write: (text: string | Uint8Array) => {
      const { time, ...line } = JSON.parse(String(text))
      return lines.push(line) > 0
    },
  })
  const source = new SourceLog(log, 'ovsdb', () => now)
  const fail = (cause: string) => source.report(new Error(cause))
  const recover = () => source.report(undefined)
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { log, lines, source, fail, recover, pass }
}

const failed = (cause: string) => ({ level: 'warn', source: 'ovsdb', cause, msg: 'source failed' })
const well = (seconds: number) => ({ level: 'info', source: 'ovsdb', seconds, msg: 'source is well again' })

t.test('a source that is well says nothing', async (t) => {
  const { lines, recover } = scene()
  recover()
  recover()
  t.strictSame(lines, [])
})

t.test('what is wrong is told once, and once that it is well again, after how long', async (t) => {
  const { lines, fail, recover, pass } = scene()
  for (let scrape = 0; scrape < 5; scrape++) {
    fail('refused')
    pass(5000)
  }
  recover()
  recover()
  t.strictSame(lines, [failed('refused'), well(25)])
})

t.test('each cause once in an outage, also when they take turns', async (t) => {
  const { lines, fail, recover, pass } = scene()
  for (let scrape = 0; scrape < 5; scrape++) {
    fail('refused')
    pass(400)
    fail('no answer')
  }
  recover()
  t.strictSame(lines, [failed('refused'), failed('no answer'), well(2)])
})

t.test('the next outage is told again', async (t) => {
  const { lines, fail, recover } = scene()
  fail('refused')
  recover()
  fail('refused')
  t.strictSame(lines, [failed('refused'), well(0), failed('refused')])
})

t.test('causes that never repeat are told up to a limit, and the end of it still', async (t) => {
  const { lines, fail, recover } = scene()
  for (let i = 0; i < 1000; i++) fail(`connection ${i} broke`)
  t.equal(lines.length, 16)
  t.strictSame(lines.at(-1), failed('connection 15 broke'))
  recover()
  t.strictSame(lines.slice(16), [well(0)])
})

t.test('two sources do not know of each other', async (t) => {
  const { log, lines, fail } = scene()
  const other = new SourceLog(log, 'netmaster')
  fail('refused')
  other.report(new Error('refused'))
  other.report(undefined)
  t.strictSame(
    lines.map(({ source, msg }) => `${source}: ${msg}`),
    ['ovsdb: source failed', 'netmaster: source failed', 'netmaster: source is well again'],
  )
})
