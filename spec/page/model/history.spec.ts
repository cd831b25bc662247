import t from 'tap'
import { CAPACITY, History, Timeline } from '../../../lib/page/model/history.js'

const NOTHING = {
  receive: null,
  transmit: null,
  receivePackets: null,
  transmitPackets: null,
  drops: null,
  errors: null,
}

t.test('the last moments, the oldest first', async (t) => {
  const timeline = new Timeline()
  t.strictSame([timeline.length, timeline.last, timeline.times()], [0, undefined, []])
  for (let time = 1; time <= 3; time++) timeline.push(time)
  t.strictSame([timeline.length, timeline.last, timeline.times()], [3, 3, [1, 2, 3]])
})

t.test('after days no more is held than after minutes', async (t) => {
  const timeline = new Timeline()
  const history = new History()
  for (let time = 0; time < 50 * CAPACITY + 7; time++) {
    history.set(timeline.push(time), { ...NOTHING, receive: time, errors: -time })
  }
  t.equal(timeline.length, CAPACITY)
  const first = 49 * CAPACITY + 7
  const times = Array.from({ length: CAPACITY }, (_, index) => first + index)
  t.strictSame(timeline.times(), times)
  t.strictSame(history.read('receive', timeline.places()), times)
  t.strictSame(
    history.read('errors', timeline.places()),
    times.map((time) => -time),
  )
})

t.test('what is not known is null, and so is what was cleared', async (t) => {
  const timeline = new Timeline()
  const history = new History()
  t.strictSame(history.read('receive', [0, 1]), [null, null])
  const places = [timeline.push(1), timeline.push(2)]
  for (const place of places) history.set(place, { ...NOTHING, receive: 5 })
  history.clear(places[0] ?? 0)
  t.strictSame(history.read('receive', places), [null, 5])
  t.strictSame(history.read('transmit', places), [null, null])
})
