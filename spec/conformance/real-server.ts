import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Session, type SessionOptions } from '../../lib/jsonrpc/index.js'
import { dialSocket } from '../../lib/jsonrpc/node/index.js'
import { type OvsdbServer, startOvsdbServer } from '../support/ovsdb-server.js'
import { type Scope, withScope } from '../support/scope.js'
import { tempDir } from '../support/temp-dir.js'

/** Milliseconds a server may take for an answer. */
export const PATIENCE = 5000

/** Asks the server; an answer has to come. */
export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>

/** Starts a real ovsdb-server that serves an empty database of this schema. */
export function startVectorServer(scope: Scope, schemaJson: object): Promise<OvsdbServer> {
  const path = join(tempDir(scope), 'vector.ovsschema')
  writeFileSync(path, JSON.stringify(schemaJson))
  return startOvsdbServer(scope, { schema: path })
}

/** Runs `work` with a session on a real ovsdb-server that serves an empty database of this schema. */
export async function withRealServer<T>(
  schemaJson: object,
  work: (ask: Ask) => Promise<T>,
  options: SessionOptions = {},
): Promise<T> {
  return withScope(async (scope) => {
    const server = await startVectorServer(scope, schemaJson)
    const transport = await dialSocket(
      { host: '127.0.0.1', port: server.port },
      server.remote,
      AbortSignal.timeout(PATIENCE),
    )
    const session = new Session(transport, options)
    scope.teardown(() => session.close())
    return work((method, params) => session.request(method, params, { timeout: PATIENCE }))
  })
}
