import t from 'tap'
import { cutTo, fit, shown, spread, UNKNOWN, widthOf, wrap } from '../../../lib/terminal/screen/text.js'

t.test('the width is that of the terminal', async (t) => {
  t.strictSame(['abc', '日本', 'e\u0301', ''].map(widthOf), [3, 4, 1, 0])
  t.equal(widthOf(UNKNOWN), 1)
})

t.test('nothing that is shown drives the terminal', async (t) => {
  t.equal(shown('\x1b[2Jeth\u009b0\u202e'), '\\x1b[2Jeth\\x9b0\\u{202e}')
  t.equal(shown('日本 eth0'), '日本 eth0')
})

t.test('text is cut or filled to columns, never in the middle of a character', async (t) => {
  t.equal(fit('eth0', 6), 'eth0  ')
  t.equal(fit('1.2M', 6, 'right'), '  1.2M')
  t.equal(fit('vvport100', 6), 'vvpor~')
  t.equal(fit('日本語', 4), '日~ ')
  t.equal(widthOf(fit('日本語', 4)), 4)
  t.strictSame(
    [0, 1, 2, 4].map((width) => cutTo('eth0', width)),
    ['', '~', 'e~', 'eth0'],
  )
})

t.test('lines are broken between words', async (t) => {
  t.strictSame(wrap('the database cannot be read', 12), ['the database', 'cannot be', 'read'])
  t.strictSame(wrap('unix:/a/long/path is', 8), ['unix:/a~', 'is'])
})

t.test('what is right gives way', async (t) => {
  t.equal(spread('name', '12:00', 20), 'name           12:00')
  t.equal(spread('a longer name', '12:00', 15), 'a longer name  ')
  t.equal(spread('a longer name', '12:00', 5), 'a lo~')
})
