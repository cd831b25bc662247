import t from 'tap'
import { DatabaseError } from '../../../lib/ovsdb/value/database-error.js'

const plain = new DatabaseError('aborted', 'by request')
t.match(plain, { name: 'DatabaseError', code: 'aborted', message: 'by request' })
t.strictSame(plain.toWire(), { error: 'aborted', details: 'by request' })
t.strictSame(new DatabaseError('syntax error', 'expected 1', { n: 2n ** 60n }).toWire(), {
  error: 'syntax error',
  details: 'expected 1',
  syntax: '{"n":1152921504606846976}',
})
