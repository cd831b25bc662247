import t from 'tap'
import { csvHeading, formatIntervalCsv } from '../../../lib/terminal/stream/format-interval-csv.js'
import { interval } from '../../support/intervals.js'

t.test('a line for each interface', async (t) => {
  const heading = csvHeading({ endpoints: true }).trimEnd().split(',')
  t.strictSame(heading.slice(0, 13), [
    ...['time', 'interval', 'bridge', 'interface', 'type', 'uuid', 'state', 'tenant', 'network', 'group', 'host'],
    ...['container', 'rx_bytes_per_second'],
  ])
  t.equal(heading.at(-1), 'tx_errors')
  const [first = '', second = ''] = formatIntervalCsv(interval(), { endpoints: true }).split('\n')
  t.match(
    first,
    String.raw`2026-01-01T12:00:00.000Z,5.001,br0,"""\u001b[2Jeth \""0\"",\u009b""",system,uuid-1,up,,,,,,1000.5,0,3,0,1,2,0,,1000.5,`,
  )
  t.match(second, ',,vvport1,system,uuid-2,unknown,blue,web,,,web-1,,,,,')
  t.equal(second.split(',').length, heading.length)
})

t.test('where nothing was told nothing is known', async (t) => {
  const [first = ''] = formatIntervalCsv(interval({ seconds: null }), {}).split('\n')
  t.match(first, /^2026-01-01T12:00:00\.000Z,,br0,.*,uuid-1,up,,,,,,,,,1000\.5,/, 'but what was counted last')
})
