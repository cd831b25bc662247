import { z } from 'zod'
import { isTooComplex } from '../complexity.js'
import { HttpStatusError, LeaderNotFoundError } from '../errors.js'
import { HttpClient, type HttpGetter, type HttpResponse, readJson } from '../http-client.js'
import { parsePayload } from '../payload.js'
import { LEADER_KEY, type LeaderSource, parseLeader } from './leader-source.js'
import { StoreEndpoints } from './store-endpoints.js'

/** etcd's v2 API; `quorum` makes a member that lost its cluster refuse instead of telling of a leader long gone. */
const PATH = `v2/keys/${LEADER_KEY}`
const QUERY = '?quorum=true'

/** etcd v2's error code of a missing key. */
const KEY_NOT_FOUND = 100

const found = z.object({ node: z.object({ value: z.string() }) })
const missing = z.object({ errorCode: z.literal(KEY_NOT_FOUND) })

/**
 * Finds the leader in etcd, through its v2 API: the only one Contiv speaks (etcd 3 needs `--enable-v2`).
 *
 * @example
 * const leader = new EtcdLeader(parseStoreUrls('http://10.0.0.1:6666', 'CONTIV_ETCD'))
 * await leader.resolve() // URL http://10.0.0.2:9999/
 */
export class EtcdLeader implements LeaderSource {
  readonly #endpoints: StoreEndpoints

  constructor(urls: readonly URL[], http: HttpGetter = new HttpClient()) {
    this.#endpoints = new StoreEndpoints('etcd', urls, http)
  }

  resolve(signal?: AbortSignal): Promise<URL> {
    return this.#endpoints.ask(PATH + QUERY, readLeader, signal)
  }
}

function readLeader(response: HttpResponse): URL {
  const { request, status, body } = response
  if (status === 404) {
    if (isMissingKey(body)) throw new LeaderNotFoundError(`${request}: expected a Netmaster leader, got none`)
    throw new HttpStatusError(request, status, `no etcd v2 API there (etcd 3 needs --enable-v2)`)
  }
  const { node } = parsePayload(found, readJson(response), request)
  return parseLeader(node.value, `${request}: node.value`)
}

function isMissingKey(body: string): boolean {
  try {
    return !isTooComplex(body) && missing.safeParse(JSON.parse(body)).success
  } catch {
    return false
  }
}
