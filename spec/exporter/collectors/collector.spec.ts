import t from 'tap'
import { SourceError } from '../../../lib/exporter/collectors/collector.js'

t.test('a source that failed and has told so', async (t) => {
  const cause = new Error('refused')
  const error = new SourceError('ovsdb: refused', { cause })
  t.match(error, { name: 'SourceError', code: 'SOURCE', message: 'ovsdb: refused', cause })
})
