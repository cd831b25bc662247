import t from 'tap'
import type { Line } from '../../../lib/terminal/screen/frame.js'
import { ENTER, LEAVE, paint } from '../../../lib/terminal/screen/paint.js'

const LINES: readonly Line[] = [
  { text: 'a', style: 'plain' },
  { text: 'b', style: 'error' },
]

t.test('only what is another is written', async (t) => {
  t.equal(paint(LINES, [], true), '\x1b[1;1H\x1b[2Ka\x1b[2;1H\x1b[2K\x1b[1;31mb\x1b[0m')
  t.equal(paint(LINES, LINES, true), '')
  t.equal(paint([{ text: 'a', style: 'title' }], LINES, true), '\x1b[1;1H\x1b[2K\x1b[1ma\x1b[0m')
})

t.test('no colour where none is wanted', async (t) => {
  for (const style of ['plain', 'title', 'heading', 'error', 'warning'] as const) {
    t.notMatch(paint([{ text: 'a', style }], [], false), /;31|\[3\d/, style)
  }
})

t.test('what is turned on is turned off', async (t) => {
  for (const mode of ENTER.match(/\?\d+[hl]/g) ?? []) {
    t.ok(LEAVE.includes(mode.endsWith('h') ? mode.replace('h', 'l') : mode.replace('l', 'h')), mode)
  }
})
