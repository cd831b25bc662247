import t from 'tap'
import type { FaultRecord } from './record.js'
import { faultTables, titlesIn } from './table.js'

const well = { name: 'select', scrapes: 20, down: 0, unanswered: 0, lost: 0, doubled: 0, stale: 0, whenDown: 'absent' }
const sections = [
  { title: 'One', faults: { a: 'it is slow', b: 'it is gone' } },
  { title: 'Two', faults: { c: 'another one' } },
]
const records = [
  { fault: 'c', seen: [{ ...well, down: 3, whenDown: 'kept' }], recovery: 1234 },
  {
    fault: 'b',
    seen: [
      { ...well, down: 5, lost: 1 },
      { ...well, name: 'monitor', doubled: 2, stale: 3 },
    ],
    recovery: 87.6,
  },
  { fault: 'a', seen: [well] },
] as unknown as readonly FaultRecord[]

t.test('the tables', async (t) => {
  const text = faultTables(sections, records)
  t.match(text, '### One\n\n| fault | meanwhile |')
  const rows = text.split('\n').filter((line) => /^\| (it|another)/.test(line))
  t.strictSame(rows, [
    '| it is slow | select: up in 20 scrapes | was never down | 0 | 0 | 0 |',
    '| it is gone | select: down in 5 of 20 scrapes, no samples; monitor: up in 20 scrapes | 0.088 s | 1 | 2 | 3 |',
    '| another one | select: down in 3 of 20 scrapes, samples true | 1.2 s | 0 | 0 | 0 |',
  ])
  t.strictSame(titlesIn(text), ['it is slow', 'it is gone', 'another one'])
  t.throws(() => faultTables(sections, records.slice(1)), { message: 'expected a record of the fault c, got none' })
})
