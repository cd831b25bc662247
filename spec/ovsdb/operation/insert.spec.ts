import t from 'tap'
import { prepareInsert } from '../../../lib/ovsdb/operation/insert.js'
import { NamedUuid } from '../../../lib/ovsdb/value/named-uuid.js'
import { parseUuid } from '../../../lib/ovsdb/value/uuid.js'
import { thing } from '../../support/every-shape.js'
import { uuidNamed } from '../../support/uuid-named.js'

const UUID = parseUuid('9f04604d-7d5d-40c8-b321-dbf309952511')
const insert = prepareInsert(thing, { name: 'a' })

t.strictSame(insert.operation, { op: 'insert', table: 'thing', row: { name: 'a' } })
t.ok(Object.isFrozen(insert) && Object.isFrozen(insert.operation))
t.equal(insert.decode({ uuid: ['uuid', UUID] }), UUID)
for (const result of [undefined, null, {}, { uuid: UUID }]) {
  t.throws(() => insert.decode(result), { name: 'InvalidReplyError', message: /expected the UUID of an insert/ })
}

const self = new NamedUuid('self')
t.strictSame(prepareInsert(thing, { friends: new Map([['me', self]]) }, { ref: self }).operation, {
  op: 'insert',
  table: 'thing',
  row: { friends: ['map', [['me', ['named-uuid', 'self']]]] },
  'uuid-name': 'self',
})
t.strictSame(prepareInsert(thing, {}, { uuid: UUID }).operation, { op: 'insert', table: 'thing', row: {}, uuid: UUID })
t.throws(() => prepareInsert(thing, {}, { uuid: uuidNamed('five') }), {
  name: 'InvalidValueError',
  message: "thing._uuid: expected a UUID, got 'five'",
})
