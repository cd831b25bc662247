import t from 'tap'
import { operations, parseSchema } from '../../../lib/index.js'
import { planTransaction, type Terms } from '../../../lib/ovsdb/transaction/plan.js'
import { EVERY_SHAPE } from '../../support/every-shape.js'

const schema = parseSchema(EVERY_SHAPE)
const { insert, select, delete: remove } = operations()
const UUID = '9f04604d-7d5d-40c8-b321-dbf309952511'
const OPERATIONS = [insert('part', { label: 'a' }), select('part', { columns: ['label'] }), remove('thing', [])]
const DONE = [{ uuid: ['uuid', UUID] }, { rows: [{ label: 'a' }] }, { count: 3 }]
const RESULTS = [UUID, [{ label: 'a' }], 3]

const plan = (terms: Terms = {}) => planTransaction(OPERATIONS, schema, terms)

t.test('the terms add operations', async (t) => {
  const ops = (terms: Terms) => plan(terms).wire.map(({ op }) => op)
  const own = ['insert', 'select', 'delete']
  t.strictSame(ops({}), own)
  t.strictSame(ops({ lock: 'l', durable: true, dryRun: true }), ['assert', ...own, 'commit', 'abort'])
  t.match(plan({ lock: 'l', durable: true }).wire, [{ lock: 'l' }, {}, {}, {}, { durable: true }])
  t.strictSame(planTransaction([], schema, {}).wire, [])
})

t.test('committed: one result per operation, decoded', async (t) => {
  t.strictSame(plan().read(DONE), { status: 'committed', results: RESULTS })
  t.strictSame(plan({ lock: 'l', durable: true }).read([{}, ...DONE, {}]), { status: 'committed', results: RESULTS })
})

t.test('rejected: which of the operations it was, whatever the terms added', async (t) => {
  const error = { error: 'constraint violation', details: 'no' }
  const [first] = DONE
  for (const [terms, before] of [
    [{}, []],
    [{ lock: 'l', durable: true }, [{}]],
    [{ dryRun: true }, []],
  ] as const) {
    t.match(plan(terms).read([...before, first, error, null]), {
      status: 'rejected',
      error: {
        name: 'ConstraintViolationError',
        operation: 1,
        message: 'operation 1 failed: constraint violation: no',
      },
      results: [UUID],
    })
  }
  const commit = plan({ lock: 'l' }).read([{}, ...DONE, error])
  t.match(commit, { status: 'rejected', error: { operation: undefined, message: /^commit failed/ }, results: RESULTS })
  t.match(plan({ lock: 'l' }).read([{ error: 'not owner' }, null, null, null]), {
    status: 'rejected',
    error: { name: 'NotOwnerError', operation: undefined, message: 'the assertion of the lock "l" failed: not owner' },
    results: [],
  })
  t.match(plan({ durable: true }).read([...DONE, { error: 'syntax error' }]), {
    error: { operation: undefined, message: 'commit failed: syntax error' },
  })
})

t.test('a dry run ends with its own abort', async (t) => {
  t.strictSame(plan({ dryRun: true, lock: 'l', durable: true }).read([{}, ...DONE, {}, { error: 'aborted' }]), {
    status: 'dry-run',
    results: RESULTS,
  })
  const aborting = planTransaction([{ op: 'abort' }], schema, { dryRun: true })
  t.match(aborting.read([{ error: 'aborted' }, null]), { status: 'rejected', error: { operation: 0 } })
})

t.test('unknown: it failed while it was writing', async (t) => {
  const own = planTransaction([...OPERATIONS, { op: 'commit', durable: true }], schema, {})
  for (const error of ['I/O error', 'cluster error']) {
    const unknown = { status: 'unknown', cause: { error, operation: undefined } }
    t.match(plan({ durable: true }).read([...DONE, {}, { error }]), unknown)
    t.match(own.read([...DONE, {}, { error }]), unknown)
    t.match(plan().read([{ error }, null, null]), { status: 'rejected' }, 'but not while it was carried out')
  }
  t.match(plan().read([...DONE, { error: 'cluster error' }]), { status: 'unknown' })
  t.match(
    plan().read([...DONE, { error: 'I/O error' }]),
    { status: 'rejected' },
    'what could not be written is taken back',
  )
})

t.test('what is no reply to it', async (t) => {
  t.throws(() => plan().read([]), { name: 'InvalidReplyError' })
  t.throws(() => plan().read([{}, {}, {}]), { name: 'InvalidReplyError' })
})
