import t from 'tap'
import { csvLine, printableCsvLine } from '../../lib/interfaces/csv-line.js'

t.test('fields are quoted where they have to be', async (t) => {
  t.equal(csvLine([]), '\n')
  t.equal(csvLine(['a', undefined, '']), 'a,,\n')
  t.equal(
    csvLine(['a,b', 'say "so"', 'line\nbreak', 'car\rriage', ' é ']),
    '"a,b","say ""so""","line\nbreak","car\rriage", é \n',
  )
})

t.test('control characters reach no terminal, and can be read back', async (t) => {
  t.equal(printableCsvLine(['a', undefined, '', 'a,b', 'say "so"', 'a\\b', '橋']), 'a,,,"a,b","say ""so""",a\\b,橋\n')
  for (const [text, field] of [
    ['\x1b[2J', String.raw`"""\u001b[2J"""`],
    ['a\x9b2Jb\x7f', String.raw`"""a\u009b2Jb\u007f"""`],
    ['two\r\nlines, "b"', String.raw`"""two\r\nlines, \""b\"""""`],
    ['"a"', String.raw`"""\""a\"""""`],
  ] as const) {
    t.equal(printableCsvLine([text]), `${field}\n`)
    t.equal(JSON.parse(field.slice(1, -1).replaceAll('""', '"')), text)
  }
})
