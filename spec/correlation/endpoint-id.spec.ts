import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { possibleTags } from '../../lib/contiv/endpoint.js'
import { ENDPOINT_ID, isEndpointId } from '../../lib/correlation/endpoint-id.js'

t.test('the key is the one Netplugin writes', async (t) => {
  const captured = readFileSync('fixtures/ovsdb/select-Interface.json', 'utf8')
  t.ok(captured.includes(JSON.stringify(ENDPOINT_ID)))
})

t.test('<network>.<tenant>-<endpointID>', async (t) => {
  const ids = ['web.blue-08b9', 'a.b-c', 'web-2.blue-green-08b9', 'a.b.c-d', 'n.t--', 'net\n.t-1']
  for (const id of ids) t.ok(isEndpointId(id), id)
})

t.test('anything else: a host port above all', async (t) => {
  const others = [
    'hostcontivh0',
    '',
    '.',
    '-',
    'web.blue',
    'web.blue-',
    'web.-08b9',
    '.blue-08b9',
    'web-2',
    'a-b.c',
    'a.-',
  ]
  for (const id of others) t.notOk(isEndpointId(id), id)
})

t.test('Netmaster can be asked for every endpoint-id', async () => {
  const part = fc.string({ unit: fc.constantFrom('.', '-', 'a', 'b'), minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(part, part, part, (network, tenant, id) => {
      const text = `${network}.${tenant}-${id}`
      return !isEndpointId(text) || possibleTags(text).length > 0
    }),
  )
})

t.test('a long value that is none is seen in one pass', async (t) => {
  t.notOk(isEndpointId(`a${'.'.repeat(1_000_000)}-`))
})
