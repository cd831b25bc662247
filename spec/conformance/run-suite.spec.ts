import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { tempDir } from '../support/temp-dir.js'
import { canonical } from './canonical.js'
import { compareCause } from './causes.js'
import { compareLines } from './compare.js'
import { formatReport, formatTotal } from './report.js'
import { runSuite } from './run-suite.js'
import { SUITES } from './suites.js'

const vector = { title: 'a case', expect: 'ok', args: ['parse-type', '["integer"]'], output: '"integer"' } as const

t.test('a case is held against what the reference prints', async (t) => {
  const error = { ...vector, expect: 'error', output: 'ovsdb error: set contains duplicate' } as const
  t.strictSame(compareLines(vector, [{ value: 'integer' }]), {})
  t.match(compareLines(vector, [{ value: 'real' }]), { failure: /expected "integer"\s+got "real"/ })
  t.match(compareLines(vector, []), { failure: /expected 1 lines, got 0/ })
  t.match(compareLines(vector, [{ refused: new Error('no') }]), { failure: /refused: no/ })
  t.match(compareLines(error, [{ value: 1 }]), { failure: /expected a refusal/ })
  t.strictSame(compareLines(error, [{ refused: new Error('expected no element twice') }]), {})
  t.match(compareLines(error, [{ refused: new Error('expected a string') }]), { failure: /expected the cause/ })
  t.strictSame(compareLines({ ...error, output: 'unheard of' }, [{ refused: new Error('no') }]), {
    unknownCause: 'unheard of',
  })
  const row = { ...vector, output: 'row 0: no change\nrow 1: {"i":2}' }
  t.strictSame(
    compareLines(row, [
      { label: 'row 0: ', text: 'no change' },
      { label: 'row 1: ', value: { i: 2 } },
    ]),
    {},
  )
  t.match(
    compareLines(row, [
      { label: 'row 0: ', value: {} },
      { label: 'row 1: ', value: { i: 2 } },
    ]),
    { failure: /row 0/ },
  )
})

t.test('an error string is compared too', async (t) => {
  t.equal(compareCause('range error: Result of "+=" operation is out of range.', new Error('out of range')), 'another')
})

t.test('equal values are equal text', async (t) => {
  t.equal(
    canonical({ b: -0, a: [1e300, 2n ** 63n - 1n, 'x'] }),
    '{"a":[1.00000000000000e+300,9223372036854775807,"x"],"b":0}',
  )
})

t.test('cases that do not apply are listed, and must be there and not hold', async (t) => {
  const dir = tempDir(t)
  writeFileSync(
    join(dir, 'ovsdb-types.json'),
    JSON.stringify([vector, { ...vector, title: 'wrong', output: '"real"' }]),
  )
  const suite = SUITES.find(({ file }) => file === 'ovsdb-types.json')
  if (suite === undefined) throw new Error('expected a suite')
  const entry = (title: string) => ({ file: suite.file, title, reason: 'because' })
  const run = (titles: readonly string[], complete = true) => runSuite(suite, dir, titles.map(entry), complete)

  t.match(await run([]), { passed: 1, failures: { length: 1 }, skipped: [] })
  t.match(await run(['wrong']), { passed: 1, failures: [], skipped: [{ cases: 1, reason: 'wrong: because' }] })
  t.match(await run(['wrong', 'a case']), { failures: ['a case: holds, yet it is listed as not applicable'] })
  t.match(await run(['wrong', 'gone']), { failures: ['gone: listed as not applicable, yet there is no such case'] })
  t.match(await run(['wrong', 'gone'], false), { failures: [] })
  const report = await run([])
  t.equal(formatTotal([report, report]), '\n2 passed, 2 failed, 0 skipped\n')
  t.match(formatReport(report), /^ovsdb-types.json: 1 passed, 1 failed, 0 skipped\n {2}failed: wrong: /)
})
