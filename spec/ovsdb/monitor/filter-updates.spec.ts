import fc from 'fast-check'
import t from 'tap'
import { parseSchema } from '../../../lib/ovsdb/index.js'
import { filterTableUpdates } from '../../../lib/ovsdb/monitor/filter-updates.js'
import { parseCondition } from '../../../lib/ovsdb/row/condition.js'
import { EVERY_SHAPE } from '../../support/every-shape.js'
import { tableOf } from '../../support/schema-table.js'

const table = tableOf(parseSchema(EVERY_SHAPE), 'thing')
const uuid = '00000000-0000-4000-8000-000000000001'

function filter(update: unknown, conditions: readonly unknown[], held: boolean): unknown {
  const one = { table, columns: ['name'], conditions: conditions.map((condition) => parseCondition(condition, table)) }
  const json = { thing: { [uuid]: update }, other: { x: 1 } }
  const { thing, other } = filterTableUpdates(json, new Map([['thing', one]]), (name, id) => {
    t.strictSame([name, id], ['thing', uuid])
    return held
  }) as { readonly thing: Readonly<Record<string, unknown>>; readonly other: unknown }
  t.strictSame(other, { x: 1 }, 'a table without conditions is left alone')
  return thing[uuid]
}

const big = [['n', '>', 5]]
const wire = (name: string, n: number) => ({ name, n })

t.test('what a server that knows conditions would have told', async (t) => {
  t.strictSame(filter({ new: wire('a', 6) }, big, false), { new: { name: 'a' } })
  t.equal(filter({ new: wire('a', 5) }, big, false), undefined)
  t.strictSame(filter({ old: { name: 'a' }, new: wire('b', 6) }, big, true), { old: { name: 'a' }, new: { name: 'b' } })
  t.strictSame(filter({ old: { n: 1 }, new: wire('b', 6) }, big, false), { new: { name: 'b' } }, 'one that comes in')
  t.strictSame(filter({ old: { n: 7 }, new: wire('b', 1) }, big, true), { old: {} }, 'one that goes out')
  t.equal(filter({ old: { name: 'a' }, new: wire('b', 1) }, big, false), undefined)
  t.strictSame(filter({ old: wire('b', 6) }, big, true), { old: { name: 'b' } })
  t.equal(filter({ old: wire('b', 1) }, big, false), undefined)
})

t.test('one of the conditions is enough', async (t) => {
  const either = [
    ['n', '==', 1],
    ['name', '==', 'a'],
  ]
  t.ok(filter({ new: wire('a', 0) }, either, false))
  t.ok(filter({ new: wire('b', 1) }, either, false))
  t.equal(filter({ new: wire('b', 0) }, either, false), undefined)
  t.equal(filter({ new: wire('b', 0) }, [false], false), undefined)
  t.ok(filter({ new: wire('b', 0) }, [true], false))
  t.ok(filter({ new: wire('b', 0) }, [['_uuid', '==', ['uuid', uuid]]], false), 'the UUID stands before the row')
  t.equal(filter({ new: wire('b', 0) }, [['_uuid', '!=', ['uuid', uuid]]], false), undefined)
})

t.test('what is none of the protocol is left to its reader', async () => {
  const one = { table, columns: ['name'], conditions: [parseCondition(['n', '>', 5], table)] }
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      filterTableUpdates(json, new Map([['thing', one]]), () => false)
      filterTableUpdates({ thing: json }, new Map([['thing', one]]), () => false)
    }),
  )
  t.strictSame(
    filterTableUpdates(null, new Map([['thing', one]]), () => false),
    null,
  )
  t.strictSame(filter([1], big, true), [1])
})

t.test('a row without a column that a condition looks at', async (t) => {
  const message = 'expected a row with column n'
  t.throws(() => filter({ new: { name: 'a' } }, big, false), { code: 'syntax error', message })
  t.ok(filter({ new: { name: 'a' } }, [['name', '==', 'a']], false))
})
