import got, { type Agents, RequestError } from 'got'
import { isTooComplex, MAX_CONTAINERS, MAX_DEPTH } from './complexity.js'
import { HttpStatusError, PayloadError, ResponseTooLargeError, UnreachableError } from './errors.js'
import { excerpt, LONGEST_REQUEST } from './excerpt.js'

export interface HttpOptions {
  /** Milliseconds until the whole answer must be there, redirects included. Default {@link DEFAULT_TIMEOUT_MS}. */
  readonly timeout?: number | undefined
  /** A larger body is refused. Default {@link DEFAULT_MAX_BODY_BYTES}. */
  readonly maxBodyBytes?: number | undefined
}

export interface HttpResponse {
  /** What was asked, for messages: `GET http://10.0.0.1:9999/version`. Never holds credentials. */
  readonly request: string
  readonly status: number
  readonly body: string
}

export const DEFAULT_TIMEOUT_MS = 3000
export const DEFAULT_MAX_BODY_BYTES = 16 * 1024 * 1024

const MAX_REDIRECTS = 3

/** Netmaster closes the connection after each answer, and a pooled socket it has closed would fail the next request. */
const NO_POOL: Agents = { http: false, https: false }

/**
 * GET requests, each with one bounded try. Credentials in a URL are sent as basic authentication and never named.
 *
 * @example
 * const version = readJson(await new HttpClient().get(new URL('http://10.0.0.1:9999/version')))
 */
export class HttpClient {
  readonly #timeout: number
  readonly #maxBodyBytes: number
  #requests = 0

  constructor({ timeout = DEFAULT_TIMEOUT_MS, maxBodyBytes = DEFAULT_MAX_BODY_BYTES }: HttpOptions = {}) {
    this.#timeout = timeout
    this.#maxBodyBytes = maxBodyBytes
  }

  /** Requests begun so far; a redirect does not count again. */
  get requests(): number {
    return this.#requests
  }

  /**
   * Resolves with the answer, whatever its status.
   *
   * @throws {UnreachableError} when no complete answer came in time
   * @throws {ResponseTooLargeError} when the body is over the limit
   * @throws {PayloadError} when the body is compressed, which was not asked for and could be anything of any size
   * @throws the signal's reason, when aborted
   */
  async get(url: URL, signal?: AbortSignal): Promise<HttpResponse> {
    signal?.throwIfAborted()
    const request = excerpt(`GET ${withoutCredentials(url)}`, LONGEST_REQUEST)
    const abort = new AbortController()
    const onAbort = () => abort.abort(signal?.reason)
    const late = () => abort.abort(new UnreachableError(`${request}: expected an answer within ${this.#timeout} ms`))
    const timer = setTimeout(late, this.#timeout)
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#requests++
    try {
      const pending = got(url, {
        agent: NO_POOL,
        decompress: false,
        headers: { 'accept-encoding': 'identity' },
        maxRedirects: MAX_REDIRECTS,
        retry: { limit: 0 },
        signal: abort.signal,
        throwHttpErrors: false,
      })
      pending.on('downloadProgress', ({ transferred }) => {
        if (transferred > this.#maxBodyBytes) abort.abort(new ResponseTooLargeError(request, this.#maxBodyBytes))
      })
      const { statusCode, headers, body } = await pending
      if (typeof body !== 'string') {
        throw new PayloadError(`${request}: expected no content-encoding, got ${headers['content-encoding']}`)
      }
      return { request, status: statusCode, body }
    } catch (error) {
      throw abort.signal.aborted ? abort.signal.reason : unreachable(request, error)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  }
}

/**
 * @throws {HttpStatusError} when the status is not 200
 * @throws {PayloadError} when the body is no JSON, nests too deep, or holds too many lists and objects
 */
export function readJson({ request, status, body }: HttpResponse): unknown {
  if (status !== 200) throw new HttpStatusError(request, status, excerpt(body))
  if (isTooComplex(body)) {
    const most = `${MAX_DEPTH} levels and ${MAX_CONTAINERS} lists and objects`
    throw new PayloadError(`${request}: expected JSON of at most ${most}, got more`)
  }
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw new PayloadError(`${request}: expected JSON, got ${body === '' ? 'an empty body' : excerpt(body)}`, { cause })
  }
}

/** What of {@link HttpClient} asks and counts. */
export type HttpGetter = Pick<HttpClient, 'get' | 'requests'>

/** The URL as text for people, without user and password. */
export function withoutCredentials(url: URL): string {
  const safe = new URL(url)
  safe.username = ''
  safe.password = ''
  return safe.href
}

/** got's own error holds the URL with its credentials: only the system's error below it goes on as the cause. */
function unreachable(request: string, error: unknown): Error {
  if (!(error instanceof RequestError)) return error as Error
  const cause = error.cause instanceof Error ? { cause: error.cause } : {}
  return new UnreachableError(`${request}: ${excerpt(error.message || error.code, LONGEST_REQUEST)}`, cause)
}
