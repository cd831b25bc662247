import fc from 'fast-check'
import t from 'tap'
import type { LogFormat, LogLevel } from '../../lib/exporter/config/config.js'
import { createLog } from '../../lib/exporter/log.js'
import { anyString } from '../support/any-string.js'

function logTo(format: LogFormat, level: LogLevel = 'debug') {
  const written: string[] = []
  const log = createLog(level, format, { write: (text: string | Uint8Array) => written.push(String(text)) > 0 })
  return { log, written }
}

/** What a line says, in whichever format; the time left out. */
function read(format: LogFormat, line: string): Record<string, unknown> {
  const { time, ...rest } = format === 'json' ? JSON.parse(line) : readLogfmt(line)
  if (new Date(time).toISOString() !== time) throw new Error(`expected a time, got ${time}`)
  return rest
}

function readLogfmt(line: string): Record<string, string> {
  const pairs = /(\w+)=("(?:[^"\\]|\\.)*"|[^\s"=]+)(?: |\n$)/gy
  const read: Record<string, string> = {}
  let end = 0
  for (const [whole, key = '', value = ''] of line.matchAll(pairs)) {
    read[key] = value.startsWith('"') ? JSON.parse(value) : value
    end += whole.length
  }
  if (end !== line.length) throw new Error(`expected key=value pairs, got ${JSON.stringify(line.slice(end))}`)
  return read
}

t.test('logfmt: one line an event, time and level first', async (t) => {
  const { log, written } = logTo('logfmt')
  log.info(
    { urls: ['http://localhost:9004', 'http://[::1]:9004'], count: 3, absent: undefined, none: null },
    'is listening',
  )
  t.equal(written.length, 1)
  t.match(
    written[0],
    /^time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=info msg="is listening" urls=http:\/\/localhost:9004,http:\/\/\[::1\]:9004 count=3 none=null\n$/,
  )
  log.warn('done')
  t.match(written[1], /^time=\S+ level=warn msg=done\n$/)
})

t.test('json: the same as an object', async (t) => {
  const { log, written } = logTo('json')
  log.error({ source: 'ovsdb', seconds: 3 }, 'source failed')
  t.strictSame(read('json', written[0] ?? ''), { level: 'error', source: 'ovsdb', seconds: 3, msg: 'source failed' })
  t.ok(written[0]?.endsWith('}\n'))
})

t.test('nothing below the level is written', async (t) => {
  const { log, written } = logTo('json', 'warn')
  log.debug('no')
  log.info('no')
  log.warn('yes')
  log.error('yes')
  t.equal(written.length, 2)
})

const FORGED = [
  'two\nlines level=error msg=forged',
  'quote" level=error msg="forged',
  'back\\slash\\',
  'a=b c',
  'a=b',
  '\u001b[31mred\u001b[0m \u009b2J',
  'cr\rover',
  'line\u2028separator\u2029',
  '\u202eturned',
  '',
  ' ',
  'ü 漢 😀',
  '"',
]

for (const format of ['logfmt', 'json'] as const) {
  t.test(`${format}: no value can forge a line, a pair, or speak to the terminal`, async (t) => {
    const { log, written } = logTo(format)
    for (const text of FORGED) {
      log.info({ cause: text }, text)
      const line = written.pop() ?? ''
      t.match(line, /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]+\n$/u)
      t.strictSame(read(format, line), { level: 'info', msg: text, cause: text })
    }
    fc.assert(
      fc.property(anyString, (text) => {
        log.info({ cause: text }, 'm')
        const line = written.pop() ?? ''
        return read(format, line).cause === text && line.indexOf('\n') === line.length - 1
      }),
    )
  })
}

t.test('to standard error, unless told otherwise', async (t) => {
  const calls = t.capture(process.stderr, 'write', () => true)
  createLog('info', 'json').info('hello')
  t.match(calls()[0]?.args[0], '"msg":"hello"')
})

t.test('lines that nobody reads are lost at last, and wait nowhere', async (t) => {
  const written: string[] = []
  let waiting = 0
  const log = createLog('info', 'json', {
    get writableLength() {
      return waiting
    },
    write: (text: string | Uint8Array) => {
      written.push(String(text))
      waiting += text.length
      return false
    },
  })
  for (let line = 0; line < 10_000; line++) log.info('x'.repeat(1000))
  t.ok(waiting > 1_000_000 && waiting < 1_100_000, `${waiting} bytes wait`)
  waiting = 0
  log.info('read on')
  t.match(written.at(-1), 'read on')
})
