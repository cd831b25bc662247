import type { ClientOptions } from '../../lib/ovsdb/client/options.js'
import type { RawOperation } from '../../lib/ovsdb/index.js'
import { connect } from '../../lib/ovsdb/index.js'
import { type OvsdbServer, startOvsdbServer } from './ovsdb-server.js'
import type { Scope } from './scope.js'
import { writeTestSchema } from './test-schema.js'

/** A client of TEST_SCHEMA's database, which does not wait long before it reconnects; it ends with the scope. */
export async function connectTest(scope: Scope, remote: string, options: Partial<ClientOptions> = {}) {
  const client = await connect(remote, { database: 'Test', backoff: { min: 20, max: 100 }, ...options })
  scope.teardown(() => client.close())
  return client
}

/** A real server of TEST_SCHEMA's database, with these names in `Item`, and a client of it. */
export async function startTestServer(scope: Scope, names: readonly string[] = []) {
  const server = await startOvsdbServer(scope, { schema: writeTestSchema(scope) })
  await insertItems(server, ...names.map((name) => ({ name })))
  return { server, client: await connectTest(scope, server.remote) }
}

export async function insertItems(
  server: Pick<OvsdbServer, 'transact'>,
  ...rows: readonly object[]
): Promise<readonly string[]> {
  const results = await server.transact(rows.map((row) => ({ op: 'insert', table: 'Item', row })))
  return results.map((result) => (result as { readonly uuid: readonly [string, string] }).uuid[1])
}

/** An `update` of the item of that name. */
export function updateItem(name: string, row: object): RawOperation {
  return { op: 'update', table: 'Item', where: [['name', '==', name]], row }
}

/** A `delete` of the item of that name. */
export function deleteItem(name: string): RawOperation {
  return { op: 'delete', table: 'Item', where: [['name', '==', name]] }
}
