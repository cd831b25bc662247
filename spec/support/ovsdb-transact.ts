import { createConnection } from 'node:net'
import { stringifyJson } from '../../lib/jsonrpc/json.js'

/**
 * Performs one transaction over a server's Unix socket: `params` is the database name and the operations. This is not
 * the client under test, and unlike `ovsdb-client transact` it takes a transaction of any size.
 *
 * @returns one result per operation
 * @throws when the server refuses the request, an operation or the commit
 */
export async function transact(socketPath: string, params: readonly unknown[]): Promise<readonly unknown[]> {
  const { result, error } = await ask(socketPath, { id: 0, method: 'transact', params })
  const failed = error ?? result?.find((one) => typeof one === 'object' && one !== null && 'error' in one)
  if (failed !== undefined) throw new Error(`transaction refused: ${JSON.stringify(failed)}`)
  return result ?? []
}

interface Reply {
  readonly result?: readonly unknown[] | null
  readonly error?: unknown
}

async function ask(socketPath: string, request: object): Promise<Reply> {
  const socket = createConnection({ path: socketPath }).setEncoding('utf8')
  try {
    socket.write(stringifyJson(request))
    let text = ''
    for await (const chunk of socket) {
      text += chunk
      const reply = complete(text)
      if (reply !== undefined) return reply
    }
    throw new Error(`expected a reply, got "${text}" before the server closed ${socketPath}`)
  } finally {
    socket.destroy()
  }
}

function complete(text: string): Reply | undefined {
  if (!text.endsWith('}')) return undefined
  try {
    return JSON.parse(text) as Reply
  } catch {
    return undefined
  }
}
