import { dialSocket } from '../../lib/jsonrpc/node/socket-transport.js'
import { Session, type SessionOptions } from '../../lib/jsonrpc/session.js'
import type { Scope } from './scope.js'
import { type PeerConnection, startScriptedPeer } from './scripted-peer.js'

/** A session, and the peer that it is with. */
export interface OpenSession {
  readonly session: Session
  readonly peer: PeerConnection
}

/** Opens a session with a peer that does what the spec says. */
export async function openSession(scope: Scope, options?: SessionOptions): Promise<OpenSession> {
  const server = await startScriptedPeer(scope)
  const { signal } = new AbortController()
  const session = new Session(await dialSocket({ host: '127.0.0.1', port: server.port }, 'tcp:peer', signal), options)
  scope.teardown(() => session.close())
  return { session, peer: await server.accept() }
}
