import t from 'tap'
import { encodeRow } from '../../../lib/ovsdb/operation/row.js'
import { NamedUuid } from '../../../lib/ovsdb/value/named-uuid.js'
import { thing } from '../../support/every-shape.js'

const row = encodeRow(thing, {
  name: 'a',
  size: undefined,
  tags: ['x'],
  counts: new Map([['k', 2n ** 60n]]),
  parts: [new NamedUuid('part1')],
})
t.strictSame(row, {
  name: 'a',
  size: ['set', []],
  tags: ['set', ['x']],
  counts: ['map', [['k', 2n ** 60n]]],
  parts: ['set', [['named-uuid', 'part1']]],
})
t.ok(Object.isFrozen(row))
t.throws(() => encodeRow(thing, { nowhere: 1 }), { name: 'UnknownColumnError' })
t.throws(() => encodeRow(thing, { name: 1 }), { name: 'InvalidValueError', message: /^thing.name: / })
