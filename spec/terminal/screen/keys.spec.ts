import t from 'tap'
import { KeyDecoder } from '../../../lib/terminal/screen/keys.js'

const CASES: readonly (readonly [sent: string, keys: readonly string[]])[] = [
  ['q', ['q']],
  ['aé日😀', ['a', 'é', '日', '😀']],
  ['\x1b[A\x1bOB\x1b[1~\x1b[5~\x1b[6~\x1bOF', ['<up>', '<down>', '<home>', '<page-up>', '<page-down>', '<end>']],
  ['\r\n\x7f\b', ['<enter>', '<enter>', '<backspace>', '<backspace>']],
  ['\x03\x1a\x0c\x15', ['<ctrl-c>', '<ctrl-z>', '<ctrl-l>', '<ctrl-u>']],
  ['\x1bq', ['<escape>', 'q']],
  ['\x1b\x1b[A', ['<escape>', '<up>']],
  ['\x1b[1;5Ax\x1b[?1;2cy', ['x', 'y']],
  ['\x00\x07\u009b\u202ez', ['z']],
]

t.test('what a terminal sends, whole and byte by byte', async (t) => {
  for (const [sent, keys] of CASES) {
    t.strictSame(new KeyDecoder().push(sent), keys, JSON.stringify(sent))
    const decoder = new KeyDecoder()
    const read = [...sent].flatMap((character) => decoder.push(character))
    t.strictSame(read, keys, `${JSON.stringify(sent)} in pieces`)
    t.notOk(decoder.waiting)
  }
})

t.test('an escape that nothing follows is the key', async (t) => {
  const decoder = new KeyDecoder()
  t.strictSame(decoder.push('\x1b'), [])
  t.ok(decoder.waiting)
  t.strictSame(decoder.flush(), ['<escape>'])
  t.notOk(decoder.waiting)
  t.strictSame(decoder.flush(), [])
  t.strictSame(decoder.push('\x1b['), [])
  t.strictSame(decoder.flush(), ['<escape>', '['])
})
