import { readFileSync } from 'node:fs'
import { AnsweringServer } from './answering-server.js'
import type { Scope } from './scope.js'

const LEADER_PATH = '/v2/keys/contiv.io/lock/netmaster/leader'

export interface EtcdServerOptions {
  /** Default `fixtures/etcd`. */
  readonly fixtures?: string
  /** `host:port` of the Netmaster that leads; none when absent. */
  readonly leader?: string | undefined
}

export interface EtcdServer extends AnsweringServer {
  setLeader(leader: string | undefined): void
}

/**
 * Serves the captured answers of etcd's v2 API for Contiv's leader key. For what etcd itself does there is
 * {@link startEtcd}, the real one; this one can lie, hang and count.
 *
 * @example
 * const etcd = await startEtcdServer(t, { leader: `127.0.0.1:${netmaster.port}` })
 * etcd.setLeader(undefined)
 */
export async function startEtcdServer(
  scope: Scope,
  { fixtures = 'fixtures/etcd', leader }: EtcdServerOptions = {},
): Promise<EtcdServer> {
  const found = JSON.parse(readFileSync(`${fixtures}/leader.json`, 'utf8'))
  const missing = readFileSync(`${fixtures}/not-found.json`, 'utf8')
  let current = leader
  const server = new AnsweringServer((path) =>
    path === LEADER_PATH && current !== undefined
      ? { body: { ...found, node: { ...found.node, value: current } } }
      : { status: 404, body: missing, headers: { 'Content-Type': 'application/json' } },
  )
  await server.up()
  scope.teardown(() => server.close())
  return Object.assign(server, {
    setLeader: (next: string | undefined) => {
      current = next
    },
  })
}
