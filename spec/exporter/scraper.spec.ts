import { once } from 'node:events'
import t from 'tap'
import type { Collector } from '../../lib/exporter/collectors/collector.js'
import { OPEN_METRICS, TEXT } from '../../lib/exporter/exposition/format.js'
import type { SharedText } from '../../lib/exporter/exposition/shared-text.js'
import { Scraper } from '../../lib/exporter/scraper.js'
import { parseExposition } from '../support/exposition.js'

const PATIENT = 1_000_000

/** A gauge that says how often its source was read. */
function counting(name: string, reading: (signal: AbortSignal) => Promise<unknown> = async () => {}) {
  let reads = 0
  const collector: Collector = {
    async gather(signal) {
      reads++
      await reading(signal)
      const value = reads
      return (writer) => writer.gauge(name, `Reads of ${name}.`, value)
    },
  }
  return { collector, reads: () => reads }
}

function scraperOf(...collectors: readonly Collector[]) {
  const observed: number[] = []
  return { observed, scraper: new Scraper(collectors, (seconds) => observed.push(seconds)) }
}

const textOf = ({ pieces }: SharedText) => Buffer.concat(pieces).toString()

function valuesOf(text: SharedText): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(parseExposition(textOf(text)).map(({ name, samples }) => [name, samples[0]?.value]))
}

/** A promise to settle by hand. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

t.test('every collector in turn, and the time it took', async (t) => {
  const { scraper, observed } = scraperOf(counting('b').collector, counting('a').collector)
  const values = valuesOf(await scraper.scrape(PATIENT))
  t.strictSame(Object.keys(values), ['b', 'a', 'ovsdb_exporter_last_scrape_duration_seconds'])
  t.equal(observed.length, 1)
  t.equal(values.ovsdb_exporter_last_scrape_duration_seconds, String(observed[0]))
  t.ok(Number(observed[0]) > 0 && Number(observed[0]) < 100, 'seconds')
})

t.test('collectors read at the same time', async (t) => {
  const { open, opened } = gate()
  const { scraper } = scraperOf(counting('a', () => opened).collector, counting('b', async () => open()).collector)
  t.match(valuesOf(await scraper.scrape(PATIENT)), { a: '1', b: '1' })
})

t.test('scrapes at once share one collection; the next collects anew', async (t) => {
  const { open, opened } = gate()
  const { collector, reads } = counting('a', () => opened)
  const { scraper, observed } = scraperOf(collector)
  const scrapes = [1, 2, 3].map(() => scraper.scrape(PATIENT))
  open()
  const texts = await Promise.all(scrapes)
  t.equal(new Set(texts).size, 1)
  t.equal(reads(), 1)
  t.equal(observed.length, 1)
  t.equal(valuesOf(await scraper.scrape(PATIENT)).a, '2')
})

t.test('a scrape with another timeout has a collection of its own', async (t) => {
  const late = counting('up', async (signal) => {
    if (signal.aborted) return
    await once(signal, 'abort')
  })
  const { scraper } = scraperOf(late.collector)
  const patient = scraper.scrape(200)
  await scraper.scrape(1)
  t.equal(late.reads(), 2)
  await patient
})

t.test('a scrape in another format too', async (t) => {
  const { collector, reads } = counting('a')
  const { scraper } = scraperOf(collector)
  const formats = [TEXT, OPEN_METRICS, TEXT, OPEN_METRICS]
  const texts = (await Promise.all(formats.map((format) => scraper.scrape(PATIENT, format)))).map(textOf)
  t.equal(reads(), 2)
  t.strictSame(
    texts.map((text) => text.endsWith('# EOF\n')),
    [false, true, false, true],
  )
})

t.test('the deadline is told to every source, with its reason', async (t) => {
  const reasons: string[] = []
  const late = (name: string) =>
    counting(name, async (signal) => {
      await once(signal, 'abort')
      reasons.push(signal.reason.message)
    }).collector
  const { scraper } = scraperOf(late('a'), counting('b').collector, late('c'))
  const values = valuesOf(await scraper.scrape(10))
  t.match(values, { a: '1', b: '1', c: '1' })
  t.strictSame(reasons, Array(2).fill("no answer within the scrape's 10 ms"))
})

t.test('a deadline that was not needed is taken back', async (t) => {
  let signal = new AbortController().signal
  const { scraper } = scraperOf(
    counting('a', async (told) => {
      signal = told
    }).collector,
  )
  await scraper.scrape(20)
  await new Promise((resolve) => setTimeout(resolve, 40))
  t.notOk(signal.aborted)
})

t.test('a collector with a bug fails the scrapes that wait for it, and no other', async (t) => {
  const bug = new TypeError('x is not a function')
  let broken = true
  const { scraper, observed } = scraperOf(counting('good').collector, {
    gather: async () => {
      if (broken) throw bug
      return () => {}
    },
  })
  await Promise.all([t.rejects(scraper.scrape(PATIENT), bug), t.rejects(scraper.scrape(PATIENT), bug)])
  t.strictSame(observed, [])
  broken = false
  t.match(valuesOf(await scraper.scrape(PATIENT)), { good: '2' })

  const unwritable = scraperOf({
    gather: async () => () => {
      throw bug
    },
  })
  await t.rejects(unwritable.scraper.scrape(PATIENT), bug)
})

t.test('a text is not written over while somebody reads it, and its memory serves again afterwards', async (t) => {
  const { scraper } = scraperOf(counting('a').collector)
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
