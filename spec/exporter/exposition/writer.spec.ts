import fc from 'fast-check'
import t from 'tap'
import { type Format, OPEN_METRICS, TEXT } from '../../../lib/exporter/exposition/format.js'
import { encodeExtraLabel, encodeLabels } from '../../../lib/exporter/exposition/labels.js'
import { ExpositionWriter } from '../../../lib/exporter/exposition/writer.js'
import { parseExposition } from '../../support/exposition.js'
import { promtool } from '../../support/promtool.js'
import { missing } from '../../support/which.js'

const CHUNK_BYTES = 256 * 1024
const MAX = Number.MAX_SAFE_INTEGER

function write(work: (writer: ExpositionWriter) => void): string {
  const writer = new ExpositionWriter()
  work(writer)
  return Buffer.concat(writer.finish()).toString('utf8')
}

/** What a value looks like in the text. */
function written(value: number | bigint): string {
  return write((writer) => writer.sample(encodeLabels({}), value))
}

t.test('integers as String writes them', async (t) => {
  t.test('of every width', async (t) => {
    for (let power = 1; power < MAX; power *= 10) {
      for (const value of [power - 1, power, power + 1, power * 9]) {
        if (Number.isSafeInteger(value)) t.equal(written(value), ` ${value}\n`)
      }
    }
    t.equal(written(MAX), ` ${MAX}\n`)
  })

  t.test('any from 0 to 2^53 − 1, and below 0', async () => {
    const same = (values: number[]) => {
      const text = write((writer) => {
        for (const value of values) writer.sample(encodeLabels({}), value)
      })
      return text === values.map((value) => ` ${value}\n`).join('')
    }
    fc.assert(fc.property(fc.array(fc.maxSafeNat(), { minLength: 50 }), same))
    fc.assert(fc.property(fc.array(fc.maxSafeInteger(), { minLength: 50 }), same))
  })

  t.test('whose inner billions are 0', async (t) => {
    for (const value of [1e9, 1e9 + 7, 5e15, 5e15 + 1, 2 ** 53 - 1e9, -1e9, -(1e12 + 1), -0, 0]) {
      t.equal(written(value), ` ${value}\n`)
    }
  })

  t.test('beyond 2^53', async (t) => {
    for (const value of [2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 64n - 1n])
      t.equal(written(value), ` ${value}\n`)
    fc.assert(fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (v) => written(v) === ` ${v}\n`))
  })
})

t.test('fractions and what is no number', async (t) => {
  t.equal(written(0.25), ' 0.25\n')
  t.equal(written(-1.5e-9), ' -1.5e-9\n')
  t.equal(written(1e21), ' 1e+21\n')
  t.equal(written(Number.NaN), ' NaN\n')
  t.equal(written(Number.POSITIVE_INFINITY), ' +Inf\n')
  t.equal(written(Number.NEGATIVE_INFINITY), ' -Inf\n')
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (value) => Number(written(value).replace('Inf', 'Infinity')) === value),
  )
})

t.test('a family, its samples, and the next', async (t) => {
  const text = write((writer) => {
    writer.family({ name: 'rx_total', type: 'counter', help: 'A \\ and\na line.' })
    const labels = encodeLabels({ a: '1' })
    writer.sample(labels, 5)
    writer.sample(labels, 7n, encodeExtraLabel(['queue', '0']))
    writer.gauge('up', 'Whether.', 1)
    writer.samples({ name: 'none', type: 'gauge', help: 'Nothing.' }, [])
    writer.samples({ name: 'some', type: 'untyped', help: 'Some.' }, [
      [{}, 1],
      [{ b: '2', c: undefined }, 2],
    ])
  })
  t.equal(
    text,
    [
      '# HELP rx_total A \\\\ and\\na line.',
      '# TYPE rx_total counter',
      'rx_total{a="1"} 5',
      'rx_total{a="1",queue="0"} 7',
      '# HELP up Whether.',
      '# TYPE up gauge',
      'up 1',
      '# HELP some Some.',
      '# TYPE some untyped',
      'some 1',
      'some{b="2"} 2',
      '',
    ].join('\n'),
  )
})

t.test('nothing written is nothing, but for what ends every text of the format', async (t) => {
  t.strictSame(new ExpositionWriter().finish(), [])
  t.equal(Buffer.concat(new ExpositionWriter(OPEN_METRICS).finish()).toString(), '# EOF\n')
})

t.test('a sample is the same line in every format', async (t) => {
  const samples = (format: Format) => {
    const writer = new ExpositionWriter(format)
    writer.family({ name: 'a_bytes_total', type: 'counter', help: 'A.' })
    writer.sample(encodeLabels({ a: '1' }), 5)
    writer.named('b')
    writer.sample(encodeLabels({}), -0.5)
    const lines = Buffer.concat(writer.finish()).toString().split('\n')
    return lines.filter((line) => !line.startsWith('#'))
  }
  t.strictSame(samples(TEXT), ['a_bytes_total{a="1"} 5', 'b -0.5', ''])
  t.strictSame(samples(OPEN_METRICS), samples(TEXT))
})

t.test('chunks', async (t) => {
  t.test('a sample that does not fit any more begins the next chunk', async (t) => {
    const count = 10_000
    const writer = new ExpositionWriter()
    writer.family({ name: 'n', type: 'gauge', help: 'N.' })
    for (let i = 0; i < count; i++) writer.sample(encodeLabels({ i: String(i), padding: 'x'.repeat(i % 97) }), i)
    const chunks = writer.finish()
    t.ok(chunks.length > 1)
    t.ok(chunks.every((chunk) => chunk.length <= CHUNK_BYTES && Buffer.from(chunk).toString().endsWith('\n')))
    const [family] = parseExposition(Buffer.concat(chunks).toString())
    t.equal(family?.samples.length, count)
    t.ok(family?.samples.every(({ labels, value }, i) => labels.i === String(i) && value === String(i)))
  })

  t.test('at every distance from the end of a chunk, whatever the value', async (t) => {
    const values = [0, MAX, -MAX, 0.1, -5e-324, 1.7976931348623157e308, -(2n ** 63n), 10n ** 100n]
    const longLabel = 'x'.repeat(30)
    for (const value of values) {
      for (const [extra, sample] of [
        [undefined, `{a=""} ${value}\n`],
        [encodeExtraLabel(['b', longLabel]), `{a="",b="${longLabel}"} ${value}\n`],
      ] as const) {
        for (let room = 0; room <= sample.length + 4; room++) {
          const filling = `${'#'.repeat(CHUNK_BYTES - room - 1)}\n`
          const writer = new ExpositionWriter()
          writer.text(filling)
          writer.sample(encodeLabels({ a: '' }), value, extra)
          const text = Buffer.concat(writer.finish()).subarray(filling.length).toString()
          if (text !== sample) t.fail(`with room for ${room} bytes: expected ${sample}, got ${text}`)
        }
      }
    }
  })

  t.test('a text or labels longer than a chunk', async (t) => {
    const long = 'é'.repeat(CHUNK_BYTES)
    const text = write((writer) => {
      writer.gauge('a', 'A.', 1)
      writer.text(`# ${long}\n`)
      writer.gauge('b', long, 2)
      writer.sample(encodeLabels({ label: long }), 3)
      writer.gauge('c', 'C.', 4)
    })
    const head = (name: string, help: string) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n`
    t.ok(
      text === `${head('a', 'A.')}a 1\n# ${long}\n${head('b', long)}b 2\nb{label="${long}"} 3\n${head('c', 'C.')}c 4\n`,
    )
  })
})

t.test('promtool reads all of it', { skip: missing('promtool') }, async (t) => {
  const text = write((writer) => {
    writer.family({ name: 'values', type: 'untyped', help: 'Back\\slash, "quotes", line\nfeed, ü, 😀.' })
    const values = [0, -1, MAX, 2n ** 63n - 1n, -(2n ** 63n), 0.1, -5e-324, 1.7976931348623157e308, Number.NaN]
    for (const value of [...values, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      writer.sample(encodeLabels({ value: String(value) }), value)
    }
    for (const label of ['', '"', '\\', '\n', '\\n', 'ü', '😀', '\ud83d', '\0\r\t', '}', ' ', '# HELP']) {
      writer.sample(encodeLabels({ label }), 1, encodeExtraLabel(['tail', label]))
    }
  })
  t.strictSame(await promtool(['check', 'metrics'], text), { status: 0, stdout: '', stderr: '' })
})

t.test('samples beyond a limit are dropped and counted, until the limit is another', async (t) => {
  const writer = new ExpositionWriter()
  const write = (...values: readonly number[]) => {
    for (const value of values) writer.sample(encodeLabels({}), value)
  }
  writer.family({ name: 'a', type: 'gauge', help: 'A.' })
  writer.limitSamples(2)
  write(1, 2, 3, 4)
  writer.limitSamples(Number.POSITIVE_INFINITY)
  write(5)
  t.equal(writer.droppedSamples, 2)
  const lines = Buffer.concat(writer.finish()).toString().trimEnd().split('\n')
  t.strictSame(lines.slice(2), ['a 1', 'a 2', 'a 5'])
})

t.test('one with long labels counts as several', async (t) => {
  const writer = new ExpositionWriter()
  const long = encodeLabels({ name: 'x'.repeat(3 * 256) })
  writer.limitSamples(5)
  writer.named('a')
  writer.sample(encodeLabels({}), 1)
  writer.sample(long, 2)
  writer.sample(long, 3)
  t.equal(writer.droppedSamples, 1)
  writer.limitSamples(4)
  writer.sample(long, 4)
  writer.sample(long, 5)
  t.equal(writer.droppedSamples, 2)
  t.strictSame(
    Buffer.concat(writer.finish()).toString(),
    `a 1\na{name="${'x'.repeat(3 * 256)}"} 2\na{name="${'x'.repeat(3 * 256)}"} 4\n`,
  )
})
