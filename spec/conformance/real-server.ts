import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Session, type SessionOptions } from '../../lib/jsonrpc/index.js'
import { dialSocket } from '../../lib/jsonrpc/node/index.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { withScope } from '../support/scope.js'
import { tempDir } from '../support/temp-dir.js'

/** Milliseconds a server may take for an answer. */
const PATIENCE = 5000

/** Asks the server; an answer has to come. */
export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>

/** Runs `work` with a session on a real ovsdb-server that serves an empty database of this schema. */
export async function withRealServer<T>(
  schemaJson: object,
  work: (ask: Ask) => Promise<T>,
  options: SessionOptions = {},
): Promise<T> {
  return withScope(async (scope) => {
    const path = join(tempDir(scope), 'vector.ovsschema')
    writeFileSync(path, JSON.stringify(schemaJson))
    const server = await startOvsdbServer(scope, { schema: path })
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
