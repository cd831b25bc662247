import t from 'tap'
import { parseSchema } from '../../lib/ovsdb/index.js'
import { execute } from '../../lib/ovsdb-server/execute.js'
import { Transaction } from '../../lib/ovsdb-server/transaction.js'
import { EVERY_SHAPE } from '../support/every-shape.js'

const COMMENT = { op: 'comment', comment: 'x' }
const INSERT = { op: 'insert', table: 'lone', row: {} }
const WAIT = { op: 'wait', table: 'lone', where: [], columns: ['i'], until: '==', rows: [{ i: 1 }], timeout: 50 }

const run = (operations: readonly unknown[]) =>
  execute(new Transaction(parseSchema(EVERY_SHAPE), new Map()), operations)

t.test('every operation has its result', async (t) => {
  const outcome = run([COMMENT, { op: 'select', table: 'lone', where: [] }])
  t.match(outcome, { kind: 'done', results: [{}, { rows: [] }] })
  t.match(run([]), { kind: 'done', results: [] })
})

t.test('a failed operation is followed by nulls', async (t) => {
  t.strictSame(run([COMMENT, { op: 'abort' }, COMMENT, COMMENT]), {
    kind: 'failed',
    results: [{}, { error: 'aborted', details: 'aborted by request' }, null, null],
    patience: 0,
  })
})

t.test('a failed commit is one result more', async (t) => {
  const outcome = run([INSERT, INSERT])
  t.equal(outcome.kind, 'failed')
  t.match(outcome, {
    results: [{ uuid: ['uuid', String] }, { uuid: ['uuid', String] }, { error: 'constraint violation' }],
  })
})

t.test('an unmet wait may be tried again for its time', async (t) => {
  t.match(run([WAIT, COMMENT]), { kind: 'failed', results: [{ error: 'timed out' }, null], patience: 50 })
  t.match(run([{ ...WAIT, timeout: undefined }]), { kind: 'failed', patience: Number.POSITIVE_INFINITY })
  t.match(run([{ ...INSERT, row: { i: 1 } }, WAIT]), { kind: 'done' }, 'sees what the transaction did')
})

t.test('a mistake of the program is no error of the client', async (t) => {
  t.throws(() => execute({} as Transaction, [INSERT]), TypeError)
})
