import t from 'tap'
import { totalsOf } from '../../lib/live/totals.js'
import type { Row } from '../../lib/page/protocol.js'
import { pageRow } from '../support/live-messages.js'

const NONE = [null, null, null, null, null, null, null]

const row = (id: string, part: Partial<Row>) => pageRow(id, { kind: 'endpoint', ...part })

t.test('by tenant, network and group, then by bridge', async (t) => {
  const rows = [
    row('b', { tenant: 'blue', network: 'web', group: 'back' }),
    row('a', { tenant: 'blue', network: 'web', group: 'front' }),
    row('c', { tenant: 'blue', network: 'data' }),
    row('d', { tenant: 'blue-2', network: 'web' }),
    row('e', { kind: 'interface' }),
    row('f', { kind: 'interface', bridge: '' }),
  ]
  const rates: Readonly<Record<string, number | null>> = { a: 1, b: 2, c: 4, d: null, e: 16, f: 32 }
  const totals = totalsOf(rows, (id) => [rates[id] ?? null, ...NONE])
  t.strictSame(
    totals.map(({ level, path, rows, rates: [rate] }) => [level, path.join('/'), rows, rate]),
    [
      ['tenant', 'blue', 3, 7],
      ['network', 'blue/data', 1, 4],
      ['network', 'blue/web', 2, 3],
      ['group', 'blue/web/back', 1, 2],
      ['group', 'blue/web/front', 1, 1],
      ['tenant', 'blue-2', 1, null],
      ['network', 'blue-2/web', 1, null],
      ['bridge', 'br0', 1, 16],
    ],
  )
})

t.test('names that run into each other are kept apart', async (t) => {
  const rows = [row('a', { tenant: 'x', network: 'y","z' }), row('b', { tenant: 'x","y', network: 'z' })]
  const totals = totalsOf(rows, () => [1, ...NONE])
  t.equal(totals.filter(({ level }) => level === 'network').length, 2)
})
