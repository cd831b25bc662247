import t from 'tap'
import { decodeMessage, encodeNotification, encodeRequest } from '../../lib/jsonrpc/message.js'

const WIDE = 9223372036854775807n

t.test('a 64-bit integer travels in the parameters', async (t) => {
  const request = encodeRequest(1, 'transact', ['db', WIDE])
  t.equal(request, '{"id":1,"method":"transact","params":["db",9223372036854775807]}')
  t.same(decodeMessage(request), { kind: 'request', id: 1, method: 'transact', params: ['db', WIDE] })
  const notification = encodeNotification('update', [WIDE])
  t.equal(notification, '{"id":null,"method":"update","params":[9223372036854775807]}')
  t.same(decodeMessage(notification), { kind: 'notification', method: 'update', params: [WIDE] })
})

t.test('parameters are an array', async (t) => {
  for (const params of ['', ',"params":null', ',"params":{}', ',"params":1']) {
    t.throws(() => decodeMessage(`{"id":1,"method":"echo"${params}}`), { code: 'PROTOCOL' }, params)
  }
})
