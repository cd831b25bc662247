import t from 'tap'
import { compareCensuses, takeCensus } from '../../../bench/soak/heap.js'

const NODE_TYPES = ['hidden', 'object', 'string', 'closure', 'code', 'concatenated string', 'sliced string']

/** A snapshot of these things, by V8's type and a name. */
function snapshotOf(...things: readonly (readonly [type: string, name: string])[]): string {
  const strings = [...new Set(things.map(([, name]) => name))]
  const nodes = things.flatMap(([type, name], id) => [NODE_TYPES.indexOf(type), strings.indexOf(name), id])
  const meta = { node_fields: ['type', 'name', 'id'], node_types: [NODE_TYPES, 'string', 'number'] }
  return JSON.stringify({ snapshot: { meta }, nodes, strings })
}

t.test('counts by type and name, strings together, and leaves out what is the engine’s', async (t) => {
  const census = takeCensus(
    snapshotOf(
      ['object', 'Map'],
      ['object', 'Map'],
      ['closure', 'Map'],
      ['string', 'a'],
      ['string', 'b'],
      ['concatenated string', 'ab'],
      ['sliced string', 'b'],
      ['hidden', 'system'],
      ['code', 'f'],
    ),
  )
  t.strictSame(
    [...census],
    [
      ['object Map', 2],
      ['closure Map', 1],
      ['string', 4],
    ],
  )
})

t.test('what grows each time is told, the most first', async (t) => {
  const censuses = [
    { 'object A': 10, 'object B': 10, 'object C': 0, 'object D': 5, string: 1000 },
    { 'object A': 20, 'object B': 11, 'object C': 90, 'object D': 14, string: 1015 },
    { 'object A': 30, 'object B': 99, 'object C': 90, 'object D': 25, string: 1030 },
  ].map((counts) => new Map(Object.entries(counts)))
  t.strictSame(compareCensuses(censuses, [9, 10]), [
    { kind: 'object A', counts: [10, 20, 30] },
    { kind: 'object D', counts: [5, 14, 25] },
  ])
  t.strictSame(compareCensuses(censuses, [10, 11]), [], 'fewer than there were events are none')
  t.match(compareCensuses(censuses, [9, 10], 0.001), [{ kind: 'string' }, {}, {}])
})
