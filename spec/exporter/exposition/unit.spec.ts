import t from 'tap'
import { unitOf } from '../../../lib/exporter/exposition/unit.js'

t.test('the unit that a name ends in', async (t) => {
  const cases: Record<string, string | undefined> = {
    a_seconds: 'seconds',
    a_bytes_total: undefined,
    a_b_ratio: 'ratio',
    rx_bytes: 'bytes',
    a_bytes_per_second: undefined,
    a_packets_total: undefined,
    seconds: undefined,
    milliseconds: undefined,
    a_milliseconds: undefined,
    a_seconds_info: undefined,
  }
  for (const [name, unit] of Object.entries(cases)) t.equal(unitOf(name), unit, name)
})
