import { encodeLabels } from '../../../lib/exporter/exposition/labels.js'
import { createLog } from '../../../lib/exporter/log.js'
import { printable } from '../../../lib/exporter/printable.js'
import { describe } from '../../../lib/ovsdb/describe.js'
import { anyString } from '../../support/any-string.js'
import { parseExposition } from '../../support/exposition.js'
import { broken, bytesOf, type FuzzTarget, textOf } from '../target.js'

const NAMES = [
  'web-1',
  'a "b" \\ c\n}',
  '\u001b[31m\u009b2J',
  '<script>alert(1)</script>',
  '__proto__',
  '\u2028\u2029',
  '{a="b"} 1\n# TYPE x gauge',
  'level=error msg="forged"',
].map(bytesOf)

/** A line of the log, in each format; and no character in it that a terminal acts on. */
const LINE = /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+\n$/u

/** A name from outside is the value of a label and part of a line of the log, and stays that, whatever it says. */
export const names: FuzzTarget = {
  name: 'names',
  seeds: NAMES,
  words: ['"} 1\n', '\\n', '\\"', '\r', '\u0085', '\u2028', 'msg=', '\ud83d'],
  generated: anyString.map(bytesOf),
  check(input) {
    // Each character's lower half alone too, so that there are halves of pairs.
    const text = textOf(input)
    for (const name of [text, text.slice(1), text.slice(0, -1)]) {
      expectLabel(name)
      expectLines(name)
      if (/\p{Cc}/u.test(printable(name))) throw broken('no control characters', JSON.stringify(printable(name)))
      if (describe({ [name]: name }).length > 500) throw broken('a few words', describe({ [name]: name }))
    }
  },
}

function expectLabel(name: string): void {
  const labels = Buffer.from(encodeLabels({ name })).toString()
  const [family] = parseExposition(`# HELP a A.\n# TYPE a gauge\na${labels}1\n`)
  const read = family?.samples[0]?.labels.name
  if (read !== Buffer.from(name).toString()) throw broken('the name in the label', JSON.stringify(read))
}

let written = ''
const SINK = {
  write(text: string | Uint8Array) {
    written += text
    return true
  },
}
const LOGS = (['json', 'logfmt'] as const).map((format) => ({ format, log: createLog('info', format, SINK) }))

function expectLines(name: string): void {
  for (const { format, log } of LOGS) {
    written = ''
    log.info({ cause: name, names: [name] }, name)
    if (!LINE.test(written)) throw broken(`one line of ${format}`, JSON.stringify(written))
    if (format === 'json' && JSON.parse(written).cause !== name) throw broken('the name in it', written)
  }
}
