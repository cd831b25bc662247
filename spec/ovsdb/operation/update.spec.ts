import t from 'tap'
import { prepareUpdate } from '../../../lib/ovsdb/operation/update.js'
import { thing } from '../../support/every-shape.js'

const update = prepareUpdate(thing, [['n', '==', 1]], { size: undefined })
t.strictSame(update.operation, { op: 'update', table: 'thing', where: [['n', '==', 1]], row: { size: ['set', []] } })
t.ok(Object.isFrozen(update) && Object.isFrozen(update.operation))
t.equal(update.decode({ count: 2 }), 2)
t.throws(() => prepareUpdate(thing, [['nowhere', '==', 1]], {}), { name: 'UnknownColumnError' })
t.throws(() => prepareUpdate(thing, [], { fixed: 1 }), { name: 'ImmutableColumnError' })
t.throws(() => prepareUpdate(thing, [], { n: 'one' }), { name: 'InvalidValueError' })
