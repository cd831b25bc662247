import t from 'tap'
import { explainEnd } from '../../lib/jsonrpc/web-socket.js'

t.test('an orderly end needs no words', async (t) => {
  for (const code of [1000, 1001, 1005]) t.equal(explainEnd({ code, reason: 'Target closed' }), undefined)
})

t.test('any other is told by its code, what that means, and what the peer says', async (t) => {
  t.equal(explainEnd({ code: 1006, reason: '' }), 'code 1006, without a word of the peer')
  t.equal(explainEnd({ code: 1011, reason: 'no server' }), 'code 1011, an error in the peer: no server')
  t.equal(explainEnd({ code: 4000, reason: '' }), 'code 4000')
  t.equal(explainEnd({ code: 4000, reason: 'own' }), 'code 4000: own')
})
