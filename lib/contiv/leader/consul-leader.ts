import { z } from 'zod'
import { LeaderNotFoundError } from '../errors.js'
import { HttpClient, type HttpGetter, type HttpResponse, readJson } from '../http-client.js'
import { parsePayload } from '../payload.js'
import { LEADER_KEY, type LeaderSource, parseLeader } from './leader-source.js'
import { StoreEndpoints } from './store-endpoints.js'

/** `consistent` makes an agent that lost its cluster refuse instead of telling of a leader long gone. */
const PATH = `v1/kv/${LEADER_KEY}?consistent`

/** The key outlives its holder: only while a session holds it is its value the leader's. */
const entries = z.array(z.object({ Value: z.string().nullish(), Session: z.string().nullish() })).min(1)

/**
 * Finds the leader in Consul's key-value store.
 *
 * @example
 * const leader = new ConsulLeader(parseStoreUrls('http://10.0.0.1:8500', 'CONTIV_CONSUL'))
 */
export class ConsulLeader implements LeaderSource {
  readonly #endpoints: StoreEndpoints

  constructor(urls: readonly URL[], http: HttpGetter = new HttpClient()) {
    this.#endpoints = new StoreEndpoints('consul', urls, http)
  }

  resolve(signal?: AbortSignal): Promise<URL> {
    return this.#endpoints.ask(PATH, readLeader, signal)
  }
}

function readLeader(response: HttpResponse): URL {
  const { request } = response
  const entry = response.status === 404 ? undefined : parsePayload(entries, readJson(response), request)[0]
  if (!entry?.Session || !entry.Value) {
    throw new LeaderNotFoundError(`${request}: expected a Netmaster leader, got none`)
  }
  return parseLeader(Buffer.from(entry.Value, 'base64').toString('utf8'), `${request}: [0].Value`)
}
