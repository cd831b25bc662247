import t from 'tap'
import { operations, type SchemaModel } from '../../../lib/index.js'
import { checkReferences } from '../../../lib/ovsdb/transaction/check-references.js'
import type { EVERY_SHAPE } from '../../support/every-shape.js'
import { uuidNamed } from '../../support/uuid-named.js'

const { insert, update, mutate, delete: remove, select, wait, comment } = operations<SchemaModel<typeof EVERY_SHAPE>>()
const part = insert('part', {})
const thing = insert('thing', {})

/** All of these refer to a part or a thing. */
const REFERRING = [
  insert('thing', { parts: [uuidNamed('text'), part.ref] }),
  insert('part', { next: part.ref }),
  update('thing', [], { friends: new Map([['me', thing.ref]]) }),
  mutate('thing', [], [['parts', 'insert', part.ref]]),
  remove('thing', [['_uuid', '==', thing.ref]]),
  select('thing', { columns: [], where: [['parts', 'includes', [part.ref]]] }),
  wait('part', { where: [], columns: ['next'], until: '==', rows: [{ next: part.ref }] }),
]

t.test('what the transaction inserts, before or after', async (t) => {
  t.doesNotThrow(() => checkReferences([...REFERRING, part, comment('x'), thing]))
  t.doesNotThrow(() => checkReferences([{ op: 'select', table: 'part', columns: [] }, insert('thing', { name: 'a' })]))
})

t.test('what nobody inserts', async (t) => {
  for (const operation of REFERRING) {
    t.throws(() => checkReferences([operation]), { name: 'InvalidValueError' }, operation.op)
    t.throws(() => checkReferences([insert('part', {}), operation]), { name: 'InvalidValueError' }, 'another row')
  }
  t.throws(() => checkReferences([insert('thing', { friends: new Map([['me', thing.ref]]) })]), {
    message: /^thing\.friends: expected references by name only to rows that the transaction inserts, got Map/,
  })
})
