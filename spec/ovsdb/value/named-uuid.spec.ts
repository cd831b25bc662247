import t from 'tap'
import { NamedUuid } from '../../../lib/ovsdb/value/named-uuid.js'

t.equal(new NamedUuid('row1').name, 'row1')
t.match(new NamedUuid().name, /^row_[0-9a-f]{8}(_[0-9a-f]{4}){3}_[0-9a-f]{12}$/)
t.not(new NamedUuid().name, new NamedUuid().name)
t.ok(Object.isFrozen(new NamedUuid()))
for (const name of ['', '0', 'a-b', 'a b']) {
  t.throws(() => new NamedUuid(name), {
    name: 'InvalidValueError',
    message: `named-uuid: expected a name of letters, digits and underscores, got '${name}'`,
  })
}
