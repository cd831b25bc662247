import fc from 'fast-check'
import t from 'tap'
import { readMessage } from '../../../lib/page/model/read-message.js'
import { COUNTERS } from '../../../lib/page/protocol.js'
import { pageRow, pageSample, pageSnapshot } from '../../support/live-messages.js'

const SNAPSHOT = pageSnapshot({
  rows: [pageRow('a')],
  samples: [pageSample('a', { rx_bytes: 1 }), ['b', [null], ['18446744073709551615', 5, null]]],
  totals: [{ level: 'tenant', path: ['blue'], rows: 1, rates: COUNTERS.map(() => 1.5) }],
  banners: [{ id: 'ovsdb', level: 'error', text: 'a', advice: 'b', since: null }],
})
const NETMASTER = {
  type: 'netmaster',
  mode: 'netmaster',
  version: '1',
  time: null,
  tenants: [{ name: 't', networks: [{ name: 'n', groups: [{ name: 'g', policies: ['p'], netProfile: null }] }] }],
  banners: [],
}
const UPDATE = { type: 'update', sequence: 1, time: 1, gone: ['a'], samples: SNAPSHOT.samples }
const MESSAGES = [SNAPSHOT, UPDATE, { type: 'update', sequence: 2 }, NETMASTER, { ...NETMASTER, tenants: null }]

t.test('what the exporter says', async (t) => {
  for (const message of [...MESSAGES, { type: 'alive' }, { ...UPDATE, later: 'unknown members are no mistake' }]) {
    t.strictSame(readMessage(JSON.stringify(message)), message)
  }
})

t.test('what it never says', async (t) => {
  const [row, sample] = [pageRow('a'), pageSample('a', {})]
  const wrong: readonly unknown[] = [
    'text',
    null,
    [],
    {},
    { type: 1 },
    { type: 'toString' },
    { type: '__proto__' },
    { type: 'other' },
    { type: 'update' },
    { ...UPDATE, time: 'now' },
    { ...UPDATE, rows: [{ ...row, state: 'broken' }] },
    { ...UPDATE, rows: [{ ...row, container: undefined }] },
    { ...UPDATE, rows: [{ ...row, interface: { toString: 'a' } }] },
    { ...UPDATE, samples: [[sample[0], ['1'], []]] },
    { ...UPDATE, samples: [[sample[0], [], ['1e5']]] },
    { ...UPDATE, samples: [[sample[0], [], [1.5]]] },
    { ...UPDATE, gone: [1] },
    { ...SNAPSHOT, totals: [{ level: 'tenant', path: 'blue', rows: 1, rates: [] }] },
    { ...SNAPSHOT, banners: {} },
    { ...NETMASTER, tenants: [{ name: 't' }] },
  ]
  for (const message of wrong) t.equal(readMessage(JSON.stringify(message)), undefined, JSON.stringify(message))
  for (const data of ['', '{', '1e999', Symbol.iterator, new ArrayBuffer(2)]) t.equal(readMessage(data), undefined)
})

t.test('each member of each message is looked at', async () => {
  const places = MESSAGES.flatMap((message) => membersOf(message).map((path) => ({ message, path })))
  fc.assert(
    fc.property(fc.constantFrom(...places), ({ message, path }) => {
      const changed = structuredClone(message) as Record<PropertyKey, unknown>
      const last = path.at(-1) as PropertyKey
      const holder = path
        .slice(0, -1)
        .reduce<Record<PropertyKey, unknown>>((part, step) => part[step] as Record<PropertyKey, unknown>, changed)
      // Nothing may be an object with a strange member.
      holder[last] = { strange: true }
      return readMessage(JSON.stringify(changed)) === undefined
    }),
    { numRuns: 500 },
  )
})

/** The paths of all that a message holds. */
function membersOf(value: unknown): readonly (readonly PropertyKey[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => [[name], ...membersOf(part).map((path) => [name, ...path])])
}
