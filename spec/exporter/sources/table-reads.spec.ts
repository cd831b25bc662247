import t from 'tap'
import { mergeReads, wantedTables } from '../../../lib/exporter/sources/table-reads.js'

t.test('every column that anybody needs, once', async (t) => {
  t.strictSame(
    mergeReads([
      { Bridge: ['name', 'ports'] },
      { Bridge: ['ports', 'status'], Port: ['_uuid'] },
      { Port: ['_uuid', 'rstp_status?'] },
    ]),
    { Bridge: ['name', 'ports', 'status'], Port: ['_uuid', 'rstp_status?'] },
  )
  t.strictSame(mergeReads([]), {})
})

t.test('a column that one of them can do without may be lacking', async (t) => {
  const either = [{ Bridge: ['status'] }, { Bridge: ['status?'] }] as const
  t.strictSame(mergeReads(either), { Bridge: ['status?'] })
  t.strictSame(mergeReads(either.toReversed()), { Bridge: ['status?'] })
})

t.test('a table that came late is asked for where there is one, any other in any case', async (t) => {
  const reads = { Bridge: ['name'], Datapath: ['_uuid'], QoS: ['_uuid'] }
  t.strictSame(wantedTables(reads, new Set(['Bridge', 'Datapath', 'Port'])), ['Bridge', 'Datapath', 'QoS'])
  t.strictSame(wantedTables(reads, new Set()), ['Bridge', 'QoS'])
})
