import { once } from 'node:events'
import t from 'tap'
import { type Collector, SourceError } from '../../lib/exporter/collectors/collector.js'
import { OPEN_METRICS, TEXT } from '../../lib/exporter/exposition/format.js'
import type { SharedText } from '../../lib/exporter/exposition/shared-text.js'
import { Scraper, type ScraperParts } from '../../lib/exporter/scraper.js'
import { parseExposition } from '../support/exposition.js'
import { samplesOf, valuesOf } from '../support/samples.js'

const PATIENT = { timeout: 1_000_000 }

/** A gauge that says how often its source was read. */
function counting(name: string, reading: (signal: AbortSignal) => Promise<unknown> = async () => {}) {
  let reads = 0
  const collector: Collector = {
    name,
    async gather({ signal }) {
      reads++
      await reading(signal)
      const value = reads
      return { age: 0, write: (writer) => writer.gauge(name, `Reads of ${name}.`, value) }
    },
  }
  return { collector, reads: () => reads }
}

function scraperOf(collectors: readonly Collector[], parts: Partial<ScraperParts> = {}) {
  const observed: number[] = []
  const reported: string[] = []
  const scraper = new Scraper({
    collectors,
    own: async () => (writer) => writer.gauge('own', 'Own.', 1),
    observe: (seconds) => observed.push(seconds),
    report: (name, error) => reported.push(`${name} ${error?.message}`),
    seriesLimit: Number.POSITIVE_INFINITY,
    ...parts,
  })
  return { observed, reported, scraper }
}

const textOf = ({ pieces }: SharedText) => Buffer.concat(pieces).toString()
const values = (text: SharedText) => valuesOf(textOf(text))
const value = (text: SharedText, name: string) => values(text).get(`${name}{}`)
const success = (text: SharedText) =>
  samplesOf(textOf(text), (name) => name === 'ovs_collector_success').map((sample) =>
    sample.replace(/^.*collector="(\w+)"\}/, '$1'),
  )

/** A promise to settle by hand. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

t.test('every collector in turn, how it fared, and the time it took', async (t) => {
  const { scraper, observed } = scraperOf([counting('b').collector, counting('a').collector])
  const text = await scraper.scrape(PATIENT)
  t.strictSame(
    parseExposition(textOf(text)).map(({ name }) => name),
    [
      'b',
      'a',
      'ovsdb_exporter_series_dropped',
      'ovs_collector_success',
      'ovs_collector_duration_seconds',
      'ovs_collector_data_age_seconds',
      'own',
      'ovsdb_exporter_last_scrape_duration_seconds',
    ],
  )
  t.equal(observed.length, 1)
  t.equal(value(text, 'ovsdb_exporter_last_scrape_duration_seconds'), String(observed[0]))
  t.ok(Number(observed[0]) > 0 && Number(observed[0]) < 100, 'seconds')
  t.strictSame(success(text), ['a 1', 'b 1'])
  t.strictSame(scraper.collectors, ['b', 'a'])
})

t.test('collectors read at the same time', async (t) => {
  const { open, opened } = gate()
  const { scraper } = scraperOf([counting('a', () => opened).collector, counting('b', async () => open()).collector])
  t.strictSame(success(await scraper.scrape(PATIENT)), ['a 1', 'b 1'])
})

t.test('scrapes at once share one collection; the next collects anew', async (t) => {
  const { open, opened } = gate()
  const { collector, reads } = counting('a', () => opened)
  const { scraper, observed } = scraperOf([collector])
  const scrapes = [1, 2, 3].map(() => scraper.scrape(PATIENT))
  open()
  const texts = await Promise.all(scrapes)
  t.equal(new Set(texts).size, 1)
  t.equal(reads(), 1)
  t.equal(observed.length, 1)
  t.equal(value(await scraper.scrape(PATIENT), 'a'), '2')
})

t.test('a scrape with another timeout, or for other collectors, has a collection of its own', async (t) => {
  const late = counting('up', async (signal) => {
    if (signal.aborted) return
    await once(signal, 'abort')
  })
  const { scraper } = scraperOf([late.collector, counting('b').collector])
  const patient = scraper.scrape({ timeout: 200 })
  await scraper.scrape({ timeout: 1 })
  t.equal(late.reads(), 2)
  t.notOk(values(await scraper.scrape({ timeout: 200, collect: new Set(['b']) })).has('up{}'))
  await patient
})

t.test(
  'four collections run at once, others in line, and one whose time is over in line reads nothing late',
  async (t) => {
    const { open, opened } = gate()
    let [running, most] = [0, 0]
    const { collector, reads } = counting('a', async (signal) => {
      signal.throwIfAborted()
      most = Math.max(most, ++running)
      await opened
      running--
    })
    const { scraper } = scraperOf([collector])
    const collections = Array.from({ length: 10 }, (_, n) => scraper.scrape({ timeout: PATIENT.timeout + n }))
    const late = scraper.scrape({ timeout: 1 })
    await new Promise((resolve) => setTimeout(resolve, 10))
    t.equal(reads(), 4)
    open()
    for (const text of await Promise.all(collections)) t.strictSame(success(text), ['a 1'])
    t.equal(most, 4)
    t.strictSame(success(await late), ['a 0'])
  },
)

t.test('a scrape in another format too', async (t) => {
  const { collector, reads } = counting('a')
  const { scraper } = scraperOf([collector])
  const formats = [TEXT, OPEN_METRICS, undefined, OPEN_METRICS]
  const texts = await Promise.all(formats.map((format) => scraper.scrape({ ...PATIENT, format })))
  t.equal(reads(), 2)
  t.strictSame(
    texts.map((text) => textOf(text).endsWith('# EOF\n')),
    [false, true, false, true],
  )
})

t.test('only what is asked for is read, and told which others take part', async (t) => {
  const told: string[][] = []
  const collectors = ['a', 'b', 'c'].map((name): Collector => {
    const { collector } = counting(name)
    return {
      name,
      gather: (scrape) => {
        told.push([...scrape.collectors])
        return collector.gather(scrape)
      },
    }
  })
  const { scraper } = scraperOf(collectors)
  const collected = async (...names: readonly string[]) =>
    success(await scraper.scrape({ ...PATIENT, collect: new Set(names) }))
  t.strictSame(await collected('a', 'c'), ['a 1', 'c 1'])
  t.strictSame(told, [
    ['a', 'c'],
    ['a', 'c'],
  ])
  t.strictSame(await collected(), [])
})

t.test('the deadline is told to every source, with its reason', async (t) => {
  const reasons: string[] = []
  const late = (name: string) =>
    counting(name, async (signal) => {
      await once(signal, 'abort')
      reasons.push(signal.reason.message)
    }).collector
  const { scraper } = scraperOf([late('a'), counting('b').collector, late('c')])
  t.strictSame(success(await scraper.scrape({ timeout: 10 })), ['a 1', 'b 1', 'c 1'])
  t.strictSame(reasons, Array(2).fill("no answer within the scrape's 10 ms"))
})

t.test('a deadline that was not needed is taken back', async (t) => {
  let signal = new AbortController().signal
  const { scraper } = scraperOf([
    counting('a', async (told) => {
      signal = told
    }).collector,
  ])
  await scraper.scrape({ timeout: 20 })
  await new Promise((resolve) => setTimeout(resolve, 40))
  t.notOk(signal.aborted)
})

t.test('a collector that fails or never ends is 0, is reported, and costs nobody else anything', async (t) => {
  const refused = counting('refused', async () => {
    throw new Error('refused')
  })
  const told = counting('told', async () => {
    throw new SourceError('logged already')
  })
  const deaf = counting('deaf', () => new Promise(() => {}))
  const half: Collector = {
    name: 'half',
    gather: async () => ({
      error: new Error('away'),
      write: (writer) => writer.gauge('half', 'What is left.', 1),
      age: 12,
    }),
  }
  const collectors = [refused.collector, deaf.collector, half, counting('good').collector, told.collector]
  const { scraper, reported } = scraperOf(collectors)
  const text = await scraper.scrape({ timeout: 10 })
  t.strictSame(success(text), ['deaf 0', 'good 1', 'half 0', 'refused 0', 'told 0'])
  t.strictSame([...values(text).keys()].filter((series) => /^(deaf|good|half|refused|told)\{/.test(series)).sort(), [
    'good{}',
    'half{}',
  ])
  t.equal(values(text).get('ovs_collector_data_age_seconds{collector="half"}'), '12')
  t.strictSame(reported, [
    'refused refused',
    "deaf no answer within the scrape's 10 ms",
    'half undefined',
    'good undefined',
  ])
})

t.test('writing that has a bug, or own metrics that do, fail the scrapes that wait for it, and no other', async (t) => {
  const bug = new TypeError('x is not a function')
  let broken = true
  const { scraper, observed } = scraperOf([counting('good').collector], {
    own: async () => {
      if (broken) throw bug
      return () => {}
    },
  })
  await Promise.all([t.rejects(scraper.scrape(PATIENT), bug), t.rejects(scraper.scrape(PATIENT), bug)])
  t.strictSame(observed, [])
  broken = false
  t.equal(value(await scraper.scrape(PATIENT), 'good'), '2')

  const write = () => {
    throw bug
  }
  const unwritable = scraperOf([{ name: 'a', gather: async () => ({ age: 0, write }) }])
  await t.rejects(unwritable.scraper.scrape(PATIENT), bug)
})

t.test('samples beyond the limit are left out, and counted; what the exporter says of itself is not', async (t) => {
  const three: Collector = {
    name: 'three',
    gather: async () => ({
      age: 0,
      write: (writer) =>
        writer.samples(
          { name: 'three', type: 'gauge', help: 'Three.' },
          [1, 2, 3].map((n) => [{ n: String(n) }, n]),
        ),
    }),
  }
  const texts = [2, 3].map((seriesLimit) => scraperOf([three], { seriesLimit }).scraper.scrape(PATIENT))
  const [cut, whole] = await Promise.all(texts)
  const brief = (text: SharedText | undefined) =>
    text === undefined
      ? undefined
      : [
          samplesOf(textOf(text), (name) => name === 'three').length,
          value(text, 'ovsdb_exporter_series_dropped'),
          value(text, 'own'),
        ]
  t.strictSame(brief(cut), [2, '1', '1'])
  t.strictSame(brief(whole), [3, '0', '1'])
  t.equal(parseExposition(textOf(cut as SharedText)).length, 7)
})

t.test('texts are written one at a time, each when the one before has its readers', async (t) => {
  const { open, opened } = gate()
  const events: string[] = []
  const read = async (name: string) => {
    const collector: Collector = {
      name,
      async gather() {
        await opened
        return { age: 0, write: () => void events.push(`${name} written`) }
      },
    }
    await scraperOf([collector]).scraper.scrape(PATIENT)
    for (let hop = 0; hop < 100; hop++) await undefined
    events.push(`${name} read`)
  }
  const readers = ['a', 'b', 'c'].map(read)
  open()
  await Promise.all(readers)
  t.strictSame(events, ['a written', 'a read', 'b written', 'b read', 'c written', 'c read'])
})

t.test('a text is not written over while somebody reads it, and its memory serves again afterwards', async (t) => {
  const { scraper } = scraperOf([counting('a').collector])
  const memory = ({ pieces }: SharedText) => pieces[0]?.buffer
  const first = await scraper.scrape(PATIENT)
  const done = [first.read(), first.read()]
  const before = textOf(first)
  done[0]?.()
  const second = await scraper.scrape(PATIENT)
  t.not(memory(second), memory(first))
  t.equal(textOf(first), before)
  done[1]?.()
  t.equal(memory(await scraper.scrape(PATIENT)), memory(first))
})
