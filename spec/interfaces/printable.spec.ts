import t from 'tap'
import { displayWidth, escapeControls, escapeWord } from '../../lib/interfaces/printable.js'

t.test('words hold nothing that moves the cursor, ends a word or turns the writing direction', (t) => {
  const cases = {
    'veth-1_a.20@é日': 'veth-1_a.20@é日',
    'a b\tc\nd\re': 'a\\x20b\\x09c\\x0ad\\x0de',
    '\x1b[31mred\x1b[0m': '\\x1b[31mred\\x1b[0m',
    'nul\0 del\x7f csi\x9b2J': 'nul\\x00\\x20del\\x7f\\x20csi\\x9b2J',
    'back\\x20slash': 'back\\\\x20slash',
    '\u202eexe\u2066': '\\u{202e}exe\\u{2066}',
    'zero\u200bwidth\ufeffbom\u00a0nbsp\u3000': 'zero\\u{200b}width\\u{feff}bom\\xa0nbsp\\u{3000}',
    'line\u2028par\u2029': 'line\\u{2028}par\\u{2029}',
    'half\ud83d \u{e0001}tag': 'half\\u{d83d}\\x20\\u{e0001}tag',
  }
  for (const [text, escaped] of Object.entries(cases)) t.equal(escapeWord(text), escaped)
  t.end()
})

t.test('messages keep their spaces and backslashes, and stay one line', (t) => {
  t.equal(
    escapeControls('no "eth0\n\x1b[2J" in C:\\ é\u202e\u2028'),
    'no "eth0\\x0a\\x1b[2J" in C:\\ é\\u{202e}\\u{2028}',
  )
  t.end()
})

t.test('counts the columns of a terminal', (t) => {
  const widths = {
    '': 0,
    eth0: 4,
    é: 1,
    'e\u0301': 1,
    日本: 4,
    ひカ: 4,
    한: 2,
    Ａ: 2,
    ｶﾅ: 2,
    '😀': 2,
    '\u2764': 1,
    𠮷: 2,
  }
  for (const [text, width] of Object.entries(widths)) t.equal(displayWidth(text), width, text)
  t.end()
})
