import type { AddressInfo } from 'node:net'
import { RequestRefusedError, Session, type Transport } from '../../lib/jsonrpc/index.js'
import { listenSocket } from '../../lib/jsonrpc/node/index.js'
import type { Scope } from './scope.js'

/** A peer of a scripted server. */
export interface Peer {
  readonly transport: Transport
  readonly session: Session
  /** The methods it called, in order; `echo` aside, which its session answers by itself. */
  readonly calls: readonly string[]
}

export interface ScriptedServer {
  /** `tcp:127.0.0.1:PORT`, or `unix:PATH` */
  readonly remote: string
  readonly peers: readonly Peer[]
}

/** Answers a call: returns its result or a promise of it, or throws a RequestRefusedError. */
export type Script = (method: string, params: readonly unknown[], peer: Peer) => unknown

export const SCRIPTED_SCHEMA = {
  name: 'Scripted',
  version: '1.0.0',
  tables: {
    Item: {
      columns: {
        name: { type: 'string' },
        count: { type: 'integer' },
        tags: { type: { key: 'string', min: 0, max: 'unlimited' } },
      },
    },
  },
}

/** Answers `list_dbs` and `get_schema`, so that a script has to tell only what is its own. */
export function handshake(schema: { readonly name: string } = SCRIPTED_SCHEMA): Script {
  return (method, params) => {
    if (method === 'list_dbs') return [schema.name]
    if (method === 'get_schema' && params[0] === schema.name) return schema
    throw new RequestRefusedError(method === 'get_schema' ? { error: 'unknown database' } : 'unknown method')
  }
}

/**
 * A server that does what a real one would not: lies, late replies, silence. It speaks JSON-RPC by itself; what is no
 * JSON-RPC a script sends through `peer.transport`.
 *
 * @param path of a Unix socket; default: a port of 127.0.0.1
 * @param port default: a free one
 */
export async function startScriptedServer(
  scope: Scope,
  script: Script,
  path?: string,
  port = 0,
): Promise<ScriptedServer> {
  const peers: Peer[] = []
  const server = await listenSocket(path === undefined ? { host: '127.0.0.1', port } : { path }, (transport) => {
    const calls: string[] = []
    const session = new Session(transport, {
      onRequest: (method, params) => {
        calls.push(method)
        return script(method, params, peer)
      },
    })
    const peer: Peer = { transport, session, calls }
    peers.push(peer)
  })
  scope.teardown(() => {
    server.close()
    for (const { transport } of peers) transport.destroy()
  })
  const remote = path === undefined ? `tcp:127.0.0.1:${(server.address() as AddressInfo).port}` : `unix:${path}`
  return { remote, peers }
}

/** A reply that never comes. */
export function silence(): Promise<never> {
  return new Promise(() => {})
}
