import { DEFAULT_MAX_VERSION } from 'node:tls'
import t from 'tap'
import { DEFAULT_MIN_VERSION, TLS_VERSIONS } from '../../lib/jsonrpc/tls-options.js'

t.test('nothing older than TLS 1.2 can be had, and the newest that Node.js speaks', async (t) => {
  t.strictSame([...TLS_VERSIONS].sort(), [DEFAULT_MIN_VERSION, DEFAULT_MAX_VERSION])
  t.equal(DEFAULT_MIN_VERSION, 'TLSv1.2')
})
