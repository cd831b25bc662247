import t from 'tap'
import { UsageError } from '../../lib/cli/errors.js'
import { formatJson, parseJsonOperand } from '../../lib/cli/json.js'

t.test('on a line, or indented; exact, and safe on a terminal', async (t) => {
  t.equal(formatJson({ a: [1n << 62n, '\u009b'] }, false), '{"a":[4611686018427387904,"\\u009b"]}\n')
  t.equal(formatJson({ a: [1] }, true), '{\n  "a": [\n    1\n  ]\n}\n')
  t.equal(formatJson(undefined, false), 'null\n')
})

t.test('what is no JSON is told', async (t) => {
  t.strictSame(parseJsonOperand('[9007199254740993]', 'a thing'), [9007199254740993n])
  t.throws(() => parseJsonOperand('[', 'a thing'), UsageError)
  t.throws(() => parseJsonOperand('[', 'a thing'), { message: /^expected a thing in JSON, got / })
})
