import t from 'tap'
import {
  distinct,
  dividedBy,
  each,
  flag,
  info,
  numberOf,
  stateSet,
  times,
  whether,
} from '../../../lib/exporter/collectors/samples.js'
import { type Subject, subject } from '../../../lib/exporter/sources/switch.js'

interface Door {
  readonly state?: string
}

const DOORS: readonly Subject<Door>[] = [subject({ state: 'open' }, { door: 'a' }), subject({}, { door: 'b' })]
const [A] = DOORS

t.test('one of each, for everybody who says something', async (t) => {
  t.strictSame(
    [...each(DOORS, ({ state }) => whether(state, 'open'))].map(([, value]) => value),
    [1, undefined],
  )
  t.equal([...each(DOORS, () => 1)][0]?.[0], A?.labels)
})

t.test('facts as labels; no fact, no sample', async (t) => {
  t.strictSame(
    [...info(DOORS, ({ state }) => ({ state, empty: '', none: undefined }))],
    [[{ door: 'a', state: 'open' }, 1]],
  )
  t.strictSame([...info(DOORS, () => undefined)], [])
})

t.test('a set of states', async (t) => {
  const states = (known: readonly string[]) =>
    [...stateSet(DOORS, 'state', known, ({ state }) => state)].map(([, value, extra]) => [extra?.[1], value])
  t.strictSame(states(['open', 'shut']), [
    ['open', 1],
    ['shut', 0],
  ])
  t.strictSame(states(['ajar']), [
    ['ajar', 0],
    ['open', 1],
  ])
})

t.test('values', async (t) => {
  t.strictSame([true, false, undefined].map(flag), [1, 0, undefined])
  t.strictSame(
    ['up', 'down', undefined].map((state) => whether(state, 'up')),
    [1, 0, undefined],
  )
  t.strictSame(['0', '12', '-3', '0.25', '', 'x', '1x', '0x1', undefined].map(numberOf), [
    ...[0, 12, -3, 0.25],
    ...Array(5).fill(undefined),
  ])
  t.strictSame(['9'.repeat(308), '9'.repeat(400), `-${'9'.repeat(400)}`].map(numberOf), [1e308, undefined, undefined])
  t.strictSame(
    [3, 2n, undefined, 1e308].map((value) => times(value, 1024)),
    [3072, 2048, undefined, undefined],
  )
  t.strictSame(
    [95, 95n, undefined].map((value) => dividedBy(value, 100)),
    [0.95, 0.95, undefined],
  )
  t.strictSame(
    distinct(['aa', 'ab', 'b'], (text) => text.slice(0, 1)),
    ['aa', 'b'],
  )
})
