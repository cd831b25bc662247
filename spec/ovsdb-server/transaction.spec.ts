import t from 'tap'
import { parseSchema } from '../../lib/ovsdb/index.js'
import { parseCondition } from '../../lib/ovsdb/row/condition.js'
import { type Row, uuidDatum, uuidOf } from '../../lib/ovsdb/row/row.js'
import { defaultDatum } from '../../lib/ovsdb/value/datum.js'
import { Transaction } from '../../lib/ovsdb-server/transaction.js'
import { EVERY_SHAPE } from '../support/every-shape.js'

const schema = parseSchema(EVERY_SHAPE)

function lone(uuid: string, i = 0): Row {
  const columns = [...(schema.tables.get('lone')?.columns.values() ?? [])]
  const row = new Map(columns.map(({ name, type }) => [name, defaultDatum(type)]))
  return row.set('_uuid', uuidDatum(uuid)).set('i', new Map([[i, undefined]]))
}

const [A, B] = [lone('a'), lone('b')]
const begin = () =>
  new Transaction(
    schema,
    new Map([
      [
        'lone',
        new Map([
          ['a', A],
          ['b', B],
        ]),
      ],
    ]),
  )
const uuids = (transaction: Transaction) => transaction.find('lone').map(uuidOf)

t.test('sees its own changes over what is committed', async (t) => {
  const transaction = begin()
  t.strictSame(uuids(transaction), ['a', 'b'])
  transaction.put('lone', lone('c'))
  transaction.delete('lone', A)
  transaction.put('lone', lone('b', 5))
  t.strictSame(uuids(transaction), ['c', 'b'])
  t.strictSame(transaction.find('lone', [parseCondition(['i', '==', 5], transaction.table('lone'))]).map(uuidOf), ['b'])
  t.notOk(transaction.has('lone', 'a'))
  t.ok(transaction.has('lone', 'b'))
  t.ok(transaction.has('lone', 'c'))
  t.notOk(transaction.has('thing', 'b'))
  t.strictSame(uuids(begin()), ['a', 'b'], 'another one does not')
})

t.test('its changes', async (t) => {
  const transaction = begin()
  t.equal(transaction.changes().size, 0)
  const c = lone('c')
  transaction.put('lone', c)
  transaction.delete('lone', A)
  transaction.put('lone', lone('b', 5))
  const changes = transaction.changes().get('lone')
  t.strictSame([...(changes?.keys() ?? [])], ['c', 'a', 'b'])
  t.equal(changes?.get('a')?.old, A)
  t.equal(changes?.get('a')?.new, undefined)
  t.equal(changes?.get('c')?.old, undefined)
  t.ok(changes?.get('b')?.new?.get('i')?.has(5))
  t.notSame(changes?.get('b')?.new?.get('_version'), B.get('_version'), 'a new version')
})

t.test('what ends as it began is no change', async (t) => {
  const transaction = begin()
  transaction.put('lone', lone('a', 1))
  transaction.put('lone', lone('a', 0))
  transaction.put('lone', lone('c'))
  transaction.delete('lone', lone('c'))
  t.equal(transaction.changes().size, 0)
})

t.test('names', async (t) => {
  const transaction = begin()
  const uuid = transaction.uuidNamed('x')
  t.equal(transaction.claimName('x'), uuid)
  t.equal(transaction.uuidNamed('x'), uuid)
  t.not(transaction.uuidNamed('y'), uuid)
  t.throws(() => transaction.claimName('x'), { code: 'duplicate uuid-name' })
})

t.test('tables', async (t) => {
  t.equal(begin().table('lone').name, 'lone')
  t.throws(() => begin().table('nowhere'), { code: 'syntax error', message: 'no table named nowhere' })
})
