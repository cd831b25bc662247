import t from 'tap'
import { parseGoDuration } from '../../../../lib/exporter/http/web-config/go-duration.js'

t.test('as Go’s time.ParseDuration takes them, none of them negative', async (t) => {
  const cases: Record<string, number> = {
    '0': 0,
    '0s': 0,
    '1s': 1000,
    '1.5s': 1500,
    '100ms': 100,
    '2h45m': 9_900_000,
    '1m30s': 90_000,
    '500us': 0.5,
    '500µs': 0.5,
    '500μs': 0.5,
    '250000ns': 0.25,
  }
  for (const [text, milliseconds] of Object.entries(cases)) t.equal(parseGoDuration(text), milliseconds, text)
})

t.test('anything else is none', async (t) => {
  for (const text of ['', '1', 's', '1d', '-1s', '1 s', '1s ', '1e3s', '.s', '1s2', 'Infinitys']) {
    t.equal(parseGoDuration(text), undefined, text)
  }
})
