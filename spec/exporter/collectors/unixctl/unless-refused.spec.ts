import t from 'tap'
import { unlessRefused } from '../../../../lib/exporter/collectors/unixctl/unless-refused.js'
import { refusal } from '../../../support/ask.js'

t.test('a refusal for the reason is no answer', async (t) => {
  t.equal(await unlessRefused(Promise.reject(refusal('x', 'no such bridge')), 'no such bridge'), undefined)
  t.equal(await unlessRefused(Promise.resolve('text'), 'no such bridge'), 'text')
})

t.test('everything else is passed on', async (t) => {
  const other = refusal('x', 'no such port')
  await t.rejects(unlessRefused(Promise.reject(other), 'no such bridge'), other)
  const error = new Error('no such bridge')
  await t.rejects(unlessRefused(Promise.reject(error), 'no such bridge'), error)
})
