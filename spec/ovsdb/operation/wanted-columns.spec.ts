import t from 'tap'
import { plainName, wantedColumns } from '../../../lib/ovsdb/operation/wanted-columns.js'
import { thing } from '../../support/every-shape.js'

t.strictSame(wantedColumns(thing, ['name', 'n?', 'newer?', 'constructor?']), [
  { name: 'name', column: thing.columns.get('name') },
  { name: 'n', column: thing.columns.get('n') },
  { name: 'newer', column: undefined },
  { name: 'constructor', column: undefined },
])
t.strictSame(['name', 'newer?'].map(plainName), ['name', 'newer'])
for (const name of ['newer', 'constructor', 'Name', '']) {
  t.throws(() => wantedColumns(thing, ['name', name]), { name: 'UnknownColumnError' }, name)
}
