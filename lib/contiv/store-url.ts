import { StoreUrlError } from './errors.js'
import { excerpt } from './excerpt.js'

/** Contiv's own `etcd://` and `consul://` URLs mean plain HTTP. */
const PLAIN_HTTP_SCHEMES = new Set(['etcd:', 'consul:'])

const EXAMPLE = 'http://10.0.0.1:6666'

/**
 * Reads the URLs of a store: comma-separated, the scheme may be missing (`http`), white space does not matter.
 * Each comes back with a path that ends in `/`, so that a relative path resolves below it.
 *
 * @param name what to call the setting in messages: `CONTIV_ETCD`
 * @throws {StoreUrlError} when one of them is no URL, or has a `%` that escapes nothing, or there is none
 * @example
 * parseStoreUrls('10.0.0.1:6666, [fd00::1]:6666', 'CONTIV_ETCD').map(String)
 * // ['http://10.0.0.1:6666/', 'http://[fd00::1]:6666/']
 */
export function parseStoreUrls(text: string, name: string): readonly URL[] {
  const parts = text.split(',').map((part) => part.trim())
  const urls = parts.filter((part) => part !== '').map((part) => parseOne(part, name, text))
  if (urls.length === 0) throw new StoreUrlError(`${name}: expected a URL like ${EXAMPLE}, got nothing`)
  return urls
}

/**
 * Reads exactly one URL, as {@link parseStoreUrls} does.
 *
 * @throws {StoreUrlError} when it is no URL, or there are several
 */
export function parseStoreUrl(text: string, name: string): URL {
  const [url, ...more] = parseStoreUrls(text, name)
  if (url === undefined || more.length > 0) {
    throw new StoreUrlError(`${name}: expected one URL like ${EXAMPLE}, got ${more.length + 1}`)
  }
  return url
}

function parseOne(text: string, name: string, whole: string): URL {
  const wrong = (expected: string) =>
    new StoreUrlError(`${name}: expected ${expected}, got "${excerpt(hideCredentials(text, whole))}"`)
  const complete = text.includes('://') ? text : `http://${text}`
  const [scheme = ''] = complete.split('//')
  const plain = PLAIN_HTTP_SCHEMES.has(scheme.toLowerCase())
  const href = plain ? `http:${complete.slice(scheme.length)}` : complete
  const url = URL.canParse(href) ? new URL(href) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw wrong(`an http or https URL like ${EXAMPLE}`)
  }
  if (!canDecode(url)) throw wrong('"%" to begin an escape such as %25')
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}

/** `URL` takes any `%`, and each request would fail of it. */
function canDecode({ username, password, pathname }: URL): boolean {
  try {
    decodeURIComponent([username, password, pathname].join())
    return true
  } catch {
    return false
  }
}

/** A comma may be one of a password: a part without an `@` may then be the beginning of credentials. */
function hideCredentials(text: string, whole: string): string {
  return whole.includes('@') && !text.includes('@') ? '…' : text.replace(/^([^/]*\/\/)?.*@/s, '$1…@')
}
