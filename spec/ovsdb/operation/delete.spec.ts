import t from 'tap'
import { prepareDelete } from '../../../lib/ovsdb/operation/delete.js'
import { thing } from '../../support/every-shape.js'

const operation = prepareDelete(thing, [['tags', 'includes', ['a', 'b']]])
t.strictSame(operation.operation, { op: 'delete', table: 'thing', where: [['tags', 'includes', ['set', ['a', 'b']]]] })
t.ok(Object.isFrozen(operation) && Object.isFrozen(operation.operation))
t.equal(operation.decode({ count: 0 }), 0)
t.throws(() => prepareDelete(thing, [['nowhere', '==', 1]]), { name: 'UnknownColumnError' })
