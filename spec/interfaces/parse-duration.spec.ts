import t from 'tap'
import { parseDuration } from '../../lib/interfaces/parse-duration.js'

t.test('reads a number and a unit', (t) => {
  const durations = {
    '1ms': 1,
    '500ms': 500,
    '5s': 5000,
    '2.5s': 2500,
    '1m': 60_000,
    '35000m': 2_100_000_000,
  }
  for (const [text, milliseconds] of Object.entries(durations)) t.equal(parseDuration(text), milliseconds, text)
  t.end()
})

t.test('refuses what is none, and what a timer cannot wait', (t) => {
  for (const text of [
    '',
    '0s',
    '3',
    '0.4ms',
    '-1s',
    's',
    '5 s',
    '5h',
    '1e3',
    '1s2',
    'Infinity',
    '35001m',
    '.5s',
    '5S',
  ]) {
    t.throws(
      () => parseDuration(text),
      new RangeError(`expected a duration from 1ms to 35000m, like 500ms, 5s or 1m, got "${text}"`),
      text,
    )
  }
  t.end()
})
