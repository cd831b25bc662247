import t from 'tap'
import { parseUuid } from '../../../lib/ovsdb/value/uuid.js'

const UUID = '9f04604d-7d5d-40c8-b321-dbf309952511'

t.test('a text that is a UUID, as the server writes it', async (t) => {
  t.equal(parseUuid(UUID), UUID)
  t.equal(parseUuid(UUID.toUpperCase()), UUID)
})

t.test('any other text', async (t) => {
  for (const text of ['', 'five', ` ${UUID}`, `${UUID}\n`, UUID.slice(1), UUID.replace('9', 'g'), `{${UUID}}`]) {
    t.throws(() => parseUuid(text), {
      name: 'InvalidValueError',
      message: /^UUID: expected one such as [0-9a-f-]{36}, got '/,
    })
  }
})
