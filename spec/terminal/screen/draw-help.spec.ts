import t from 'tap'
import { drawHelp } from '../../../lib/terminal/screen/draw-help.js'

t.test('every key is told, on a terminal of 80 by 24 too', async (t) => {
  const { lines } = drawHelp({ columns: 80, rows: 24 })
  const text = lines.map((line) => line.text).join('\n')
  for (const word of ['quit', 'pause', 'filter', 'matters', 'bytes', 'page-down', 'ctrl-z', 'end, G', 'this help']) {
    t.match(text, word)
  }
  t.equal(lines.length, 24)
  t.notMatch(text, '~', 'nothing is cut')
})

t.test('it fits', async (t) => {
  for (const [columns, rows] of [
    [1, 1],
    [20, 3],
    [200, 60],
  ] as const) {
    const { lines } = drawHelp({ columns, rows })
    t.equal(lines.length, rows)
    t.ok(lines.every((line) => line.text.length <= columns))
  }
})
