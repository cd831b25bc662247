import t from 'tap'
import { LineWatcher, type LineWatcherOptions } from '../../../lib/terminal/stream/line-watcher.js'
import { Watched } from '../../../lib/terminal/watched.js'
import { pageRow, pageSample, pageSnapshot } from '../../support/live-messages.js'
import { ManualClock } from '../../support/manual-clock.js'

const SNAPSHOT = pageSnapshot({ rows: [pageRow('eth0')] })
const OUTAGE = { id: 'ovsdb', level: 'error', text: 'refused', advice: '', since: 0 } as const
const LOST = pageSnapshot({ rows: [pageRow('eth0', { state: 'unknown' })], up: false, banners: [OUTAGE] })

function scene(options: Partial<LineWatcherOptions> = {}, names: readonly string[] = []) {
  const clock = new ManualClock()
  const printed: string[] = []
  const complaints: string[] = []
  const ended: (number | Error)[] = []
  const watcher = new LineWatcher({
    watched: new Watched({ bridges: [], names }),
    format: 'json',
    endpoints: false,
    count: undefined,
    clock,
    print: async (text) => {
      printed.push(text)
      return true
    },
    complain: (text) => void complaints.push(text),
    end: (result) => void ended.push(result),
    ...options,
  })
  const update = (rate: number) =>
    watcher.message({
      type: 'update',
      sequence: 1,
      time: clock.date().getTime(),
      samples: [pageSample('eth0', { rx_bytes: rate })],
    })
  const told = () =>
    printed.map((text) => {
      const { up, interval, interfaces } = JSON.parse(text)
      return [up, interval, interfaces[0]?.rates.rx_bytes]
    })
  return { clock, watcher, update, printed, complaints, ended, told }
}

t.test('one for each interval, from the second update on', async (t) => {
  const { clock, watcher, update, told } = scene()
  watcher.message(SNAPSHOT)
  update(1)
  t.strictSame(told(), [])
  clock.advance(5000)
  update(2)
  clock.advance(5001)
  update(3)
  t.strictSame(told(), [
    [true, 5, 2],
    [true, 5.001, 3],
  ])
})

t.test('a switch that is silent makes intervals of which nothing is known', async (t) => {
  const { clock, watcher, update, told } = scene()
  watcher.message(SNAPSHOT)
  clock.advance(7400)
  t.strictSame(told(), [])
  clock.advance(100)
  t.strictSame(told(), [[true, null, undefined]])
  clock.advance(5000)
  update(1)
  clock.advance(5000)
  update(2)
  t.strictSame(told().slice(1), [
    [true, null, undefined],
    [true, 5, 2],
  ])
  clock.advance(7500)
  t.strictSame(told().at(-1), [true, null, undefined], 'a rate is not told twice')
})

t.test('a connection that is lost is told at once, and since when', async (t) => {
  const { clock, watcher, update, told, printed, complaints } = scene()
  watcher.message(SNAPSHOT)
  update(1)
  watcher.message(LOST)
  t.match(JSON.parse(printed[0] ?? ''), { up: false, error: 'refused', since: '1970-01-01T00:00:00.000Z' })
  clock.advance(5000)
  t.strictSame(told(), [
    [false, null, undefined],
    [false, null, undefined],
  ])
  watcher.message(SNAPSHOT)
  t.strictSame(complaints, ['refused; trying again', "the switch's database can be read again"])
  clock.advance(5000)
  update(9)
  t.equal(told().length, 2, 'the time without connection is no interval')
  clock.advance(5000)
  update(10)
  t.strictSame(told().at(-1), [true, 5, 10])
})

t.test('as many as are wanted', async (t) => {
  const { clock, watcher, update, told, ended } = scene({ count: 2 })
  watcher.message(SNAPSHOT)
  for (const rate of [1, 2, 3, 4]) {
    update(rate)
    clock.advance(5000)
  }
  await Promise.resolve()
  t.strictSame(told(), [
    [true, 5, 2],
    [true, 5, 3],
  ])
  t.strictSame(ended, [0])
  t.equal(clock.timers, 0)
})

t.test('the exit status tells what was wrong at the end', async (t) => {
  const lost = scene({ count: 1 })
  lost.watcher.message(SNAPSHOT)
  lost.watcher.message(LOST)
  await Promise.resolve()
  t.strictSame(lost.ended, [1])
  const missed = scene({ count: 1 }, ['eth9'])
  missed.watcher.message(SNAPSHOT)
  missed.clock.advance(10_000)
  await Promise.resolve()
  t.strictSame(missed.complaints, ['no interface matches "eth9"'])
  t.strictSame(missed.ended, [1])
})

t.test('nobody reads any more, or it cannot be written', async (t) => {
  const gone = scene({ print: async () => false })
  gone.watcher.message(SNAPSHOT)
  gone.clock.advance(10_000)
  await Promise.resolve()
  t.strictSame(gone.ended, [0])
  const full = scene({ print: () => Promise.reject(new Error('full')) })
  full.watcher.message(SNAPSHOT)
  full.clock.advance(10_000)
  await new Promise(setImmediate)
  t.match(full.ended, [{ message: 'full' }])
})

t.test('intervals that nobody reads are left out, which is told when somebody does', async (t) => {
  let read: (isRead: boolean) => void = () => {}
  const reading = new Promise<boolean>((resolve) => {
    read = resolve
  })
  const printed: string[] = []
  const print = (text: string) => {
    printed.push(text)
    return reading
  }
  const { clock, watcher, update, complaints } = scene({ print })
  watcher.message(SNAPSHOT)
  const next = () => {
    clock.advance(5000)
    update(1)
  }
  for (let n = 0; n < 21; n++) next()
  t.equal(printed.length, 10)
  t.strictSame(complaints, [])
  read(true)
  await reading
  await new Promise(setImmediate)
  t.strictSame(complaints, ['10 intervals left out: those before had not been read'])
  next()
  t.equal(printed.length, 11)
})

t.test('a heading, once', async (t) => {
  for (const format of ['table', 'csv'] as const) {
    const { clock, watcher, update, printed } = scene({ format })
    watcher.message(SNAPSHOT)
    for (const rate of [1, 2, 3]) {
      update(rate)
      clock.advance(5000)
    }
    t.equal(printed.join('').match(/^time/gm)?.length, 1)
  }
})

t.test('Netmaster that is away and back is told of, once each, and is a failure at the end', async (t) => {
  const { clock, watcher, update, complaints, ended } = scene({ count: 2, endpoints: true })
  const banner = { id: 'netmaster', level: 'warning', text: 'refused', advice: '', since: null } as const
  const banners = (...banners: readonly (typeof banner)[]) =>
    watcher.message({ type: 'update', sequence: 1, banners: [...banners] })
  watcher.message(SNAPSHOT)
  banners(banner)
  banners(banner)
  t.strictSame(complaints, ['refused; trying again'])
  update(1)
  clock.advance(5000)
  update(2)
  banners()
  t.strictSame(complaints.slice(1), ['Netmaster can be asked again'])
  banners(banner)
  clock.advance(5000)
  update(3)
  await new Promise(setImmediate)
  t.strictSame(ended, [1])
})
