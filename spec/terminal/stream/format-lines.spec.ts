import t from 'tap'
import { formatLines, linesHeading } from '../../../lib/terminal/stream/format-lines.js'
import { interval } from '../../support/intervals.js'

const words = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ +/))

t.test('as many words in every line, and none that drives a terminal', async (t) => {
  const [heading = [], first, second] = words(linesHeading({}) + formatLines(interval(), {}))
  t.strictSame(heading, [
    'time',
    'bridge',
    'interface',
    'state',
    'rx_bit/s',
    'tx_bit/s',
    'rx_packet/s',
    'tx_packet/s',
    'drop/s',
    'error/s',
  ])
  t.strictSame(first, [
    '2026-01-01T12:00:00.000Z',
    'br0',
    '\\x1b[2Jeth\\x20"0",\\x9b',
    'dropping',
    '8004',
    '0',
    '3',
    '0',
    '3',
    '0',
  ])
  t.strictSame(second, ['2026-01-01T12:00:00.000Z', '-', 'vvport1', '-', '-', '-', '-', '-', '-', '-'])
})

t.test('endpoints', async (t) => {
  const [heading = [], first, second] = words(
    linesHeading({ endpoints: true }) + formatLines(interval(), { endpoints: true }),
  )
  t.strictSame(heading.slice(3, 7), ['tenant', 'network', 'group', 'container'])
  t.strictSame(first?.slice(3, 7), ['-', '-', '-', '-'])
  t.strictSame(second?.slice(3, 7), ['blue', 'web', '-', 'web-1'])
})

t.test('where nothing was told nothing is known', async (t) => {
  const [first] = words(formatLines(interval({ seconds: null }), {}))
  t.strictSame(first?.slice(4), ['-', '-', '-', '-', '-', '-'])
})
