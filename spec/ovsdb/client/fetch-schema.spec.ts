import t from 'tap'
import { RemoteError, RequestTimeoutError } from '../../../lib/jsonrpc/index.js'
import { fetchSchema } from '../../../lib/ovsdb/client/fetch-schema.js'
import { UnknownDatabaseError } from '../../../lib/ovsdb/errors.js'

const SCHEMA = { name: 'D', version: '1.2.3', tables: { T: { columns: { a: { type: 'string' } } } } }

/** A session that answers by method; an error is thrown. */
function answering(answers: Readonly<Record<string, unknown>>) {
  const calls: unknown[][] = []
  const request = async (...call: unknown[]) => {
    calls.push(call)
    const answer = answers[call[0] as string]
    if (answer instanceof Error) throw answer
    return answer
  }
  return { request, calls }
}

const REFUSED = new RemoteError('get_schema', { error: 'unknown database' })

t.test('asks once when the server has the database', async (t) => {
  const session = answering({ get_schema: SCHEMA })
  t.match(await fetchSchema(session, 'D', { timeout: 5 }), { name: 'D', version: '1.2.3' })
  t.strictSame(session.calls, [['get_schema', ['D'], { timeout: 5 }]])
})

t.test('says which databases there are when it does not', async (t) => {
  const session = answering({ get_schema: REFUSED, list_dbs: ['_Server', 'E'] })
  await t.rejects(fetchSchema(session, 'D', { timeout: 5 }), new UnknownDatabaseError('D', ['_Server', 'E']))
  t.strictSame(session.calls[1], ['list_dbs', [], { timeout: 5 }])
})

t.test('a refusal for another reason stays what it is', async (t) => {
  await t.rejects(fetchSchema(answering({ get_schema: REFUSED, list_dbs: ['D'] }), 'D', {}), REFUSED)
})

t.test('other failures too, and nothing more is asked', async (t) => {
  const session = answering({ get_schema: new RequestTimeoutError('get_schema', 5) })
  await t.rejects(fetchSchema(session, 'D', {}), { name: 'RequestTimeoutError' })
  t.equal(session.calls.length, 1)
})

t.test('lies', async (t) => {
  await t.rejects(fetchSchema(answering({ get_schema: [] }), 'D', {}), { name: 'InvalidSchemaError' })
  await t.rejects(fetchSchema(answering({ get_schema: REFUSED, list_dbs: 'D' }), 'D', {}), {
    name: 'InvalidReplyError',
  })
})
