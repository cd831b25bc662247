import t from 'tap'
import { parseBandwidth } from '../../lib/contiv/bandwidth.js'

t.test('every way that Netmaster takes it, in bytes a second', async (t) => {
  const [kilo, mega, giga] = [1024 / 8, 1024 ** 2 / 8, 1024 ** 3 / 8]
  const cases: Record<string, number> = {
    '10Mbps': 10 * mega,
    '10 Mbps': 10 * mega,
    '1mb': mega,
    '1m': mega,
    '512kbps': 512 * kilo,
    '512 Kb': 512 * kilo,
    '3k': 3 * kilo,
    '1gbps': giga,
    '2 G': 2 * giga,
  }
  for (const [text, bytes] of Object.entries(cases)) t.equal(parseBandwidth(text), bytes, text)
})

t.test('none', async (t) => {
  const endless = `${'9'.repeat(400)}g`
  for (const text of [endless, '', '10', 'Mbps', '10  Mbps', '1.5Mbps', '-1m'])
    t.equal(parseBandwidth(text), undefined, text)
})
