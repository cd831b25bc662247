import t from 'tap'
import { UsageError } from '../../lib/cli/errors.js'
import { Server } from '../../lib/cli/server.js'
import { errorOf, readTransaction, transact } from '../../lib/cli/transaction.js'
import { startFakeServer } from '../../lib/testing/index.js'
import { TEST_SCHEMA } from '../support/test-schema.js'

const signal = new AbortController().signal

function context(operands: readonly string[], remote = 'tcp:h', stdin = '') {
  return {
    server: new Server(remote, { leaderOnly: true, signal }),
    operands,
    style: { format: 'table', cells: 'string', headings: true, timestamps: false, pretty: false } as const,
    force: false,
    print: async () => {},
    complain: () => {},
    read: async () => new TextEncoder().encode(stdin),
  }
}

t.test('a transaction is read from the command line or from standard input', async (t) => {
  const expected = { database: 'D', operations: [{ op: 'abort' }] }
  t.strictSame(await readTransaction(context(['["D",{"op":"abort"}]'])), expected)
  t.strictSame(await readTransaction(context(['-'], 'tcp:h', '["D",{"op":"abort"}]')), expected)
  for (const operands of [[], ['a', 'b'], ['{'], ['{}'], ['[]'], ['[1]']]) {
    await t.rejects(readTransaction(context(operands)), UsageError)
  }
})

t.test('the results as they came, the first error in words', async (t) => {
  await using server = await startFakeServer({ schema: TEST_SCHEMA })
  const results = await transact(context([], server.remote), { database: 'Test', operations: [{ op: 'nothing' }] })
  t.match(results, [{ error: 'syntax error' }])
  t.match(errorOf(results), /^syntax error: /)
  t.equal(errorOf([{}, null, { error: 'aborted' }]), 'aborted')
  t.equal(errorOf([{}, null, { rows: [] }]), undefined)
})

t.test('an outcome that nobody knows is told as that', async (t) => {
  await using server = await startFakeServer({
    schema: TEST_SCHEMA,
    answer: (call) => (call.method === 'transact' ? call.cut() : call.proceed()),
  })
  const sent = transact(context([], server.remote), { database: 'Test', operations: [] })
  await t.rejects(sent, { name: 'OutcomeUnknownError' })
})

t.test('what was not sent is not unknown', async (t) => {
  await using server = await startFakeServer({ schema: TEST_SCHEMA })
  const given = new AbortController()
  const connecting = new Server(server.remote, { leaderOnly: true, signal: new AbortController().signal })
  const late = {
    signal: given.signal,
    connect: async (database: string) => {
      const connected = await connecting.connect(database)
      given.abort(new Error('enough'))
      return connected
    },
  }
  const sending = transact({ ...context([]), server: late as Server }, { database: 'Test', operations: [] })
  await t.rejects(sending, { name: 'Error', message: 'enough' })
})
