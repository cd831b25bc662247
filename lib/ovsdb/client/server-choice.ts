import { excerpt } from '../../jsonrpc/index.js'
import { type UnsuitableReason, UnsuitableServerError } from '../errors.js'
import type { ServerDatabase } from '../session/server-database.js'

/** Decides which servers will do, by what those before have told: time does not go backwards for a client. */
export class ServerChoice {
  readonly #leaderOnly: boolean
  #cid: string | undefined
  #index: number | bigint = 0

  constructor({ leaderOnly }: { readonly leaderOnly: boolean }) {
    this.#leaderOnly = leaderOnly
  }

  /**
   * Passes a server, and remembers how far it is.
   *
   * @throws {UnsuitableServerError}
   */
  check(server: ServerDatabase): void {
    const refused = this.#judge(server)
    if (refused !== undefined) throw new UnsuitableServerError(...refused)
    this.#cid ??= server.cid
    this.#index = server.index ?? this.#index
  }

  /** Lets time begin anew. */
  forget(): void {
    this.#cid = undefined
    this.#index = 0
  }

  #judge({ model, schema, connected, leader, cid, index = 0 }: ServerDatabase): Refusal | undefined {
    if (model === 'standalone') return undefined
    const kind = model === 'relay' ? 'relay' : 'member of a cluster'
    if (schema === undefined) {
      return ['not-joined', `the server is a ${kind} that has not got the database yet`]
    }
    if (cid !== undefined && this.#cid !== undefined && cid !== this.#cid) {
      return ['other-cluster', `expected a server of cluster ${excerpt(this.#cid)}, got one of cluster ${excerpt(cid)}`]
    }
    if (!connected) {
      return [
        'disconnected',
        `the server is a ${kind} that has lost touch with ${model === 'relay' ? 'its source' : 'it'}`,
      ]
    }
    if (this.#leaderOnly && !leader) {
      return ['not-leader', `expected the leader of the cluster, got a ${model === 'relay' ? 'relay' : 'follower'}`]
    }
    if (model === 'clustered' && index < this.#index) {
      return ['stale', `the server is behind: expected index ${this.#index} or later, got ${index}`]
    }
    return undefined
  }
}

type Refusal = readonly [reason: UnsuitableReason, message: string]
