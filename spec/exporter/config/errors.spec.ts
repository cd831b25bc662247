import t from 'tap'
import { ConfigError, mismatch } from '../../../lib/exporter/config/errors.js'

t.test('names the flag or variable, what was expected and what came, in one line', async (t) => {
  const error = mismatch('--mode', 'one of a, b', 'x"\ny')
  t.ok(error instanceof ConfigError && error instanceof Error)
  t.equal(error.message, '--mode: expected one of a, b, got "x\\"\\ny"')
  t.equal(error.code, 'CONFIG')
  t.equal(error.name, 'ConfigError')
})
