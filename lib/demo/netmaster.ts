import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a server says to one request. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Answers GET; the path is decoded and without query. */
export type Answers = (path: string) => Answer

const JSON_TYPE = { 'Content-Type': 'application/json' }
const TEXT_TYPE = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' }

const NOT_FOUND: Answer = { status: 404, headers: TEXT_TYPE, body: '404 page not found\n' }

/** Paths, and the file each is answered from. */
const ROUTES: readonly (readonly [path: RegExp, file: string])[] = [
  [/^\/(version|info)$/, '$1.json'],
  [/^\/api\/v1\/(\w+)\/$/, '$1.json'],
]
const INSPECT = /^\/api\/v1\/inspect\/(\w+?)s\/([^/:]+)(?::([^/:]+))?\/$/

/**
 * Answers from captured files as Netmaster does: `/api/v1/networks/` from `networks.json`,
 * `/api/v1/inspect/networks/blue:web/` from `inspect-networks-blue__web.json`; 404 without the slash at the end,
 * 500 for an object that is not there.
 *
 * @param fixtures the folder of the files
 */
export function netmasterAnswers(fixtures: string): Answers {
  return (path) => {
    for (const [route, file] of ROUTES) {
      if (route.test(path)) return fromFile(join(fixtures, path.replace(route, file))) ?? NOT_FOUND
    }
    const [, kind, tenant, name] = INSPECT.exec(path) ?? []
    if (kind === undefined || !existsSync(join(fixtures, `${kind}s.json`))) return NOT_FOUND
    const key = name === undefined ? tenant : `${tenant}__${name}`
    const missing = { status: 500, headers: TEXT_TYPE, body: `${kind} not found\n` }
    return fromFile(join(fixtures, `inspect-${kind}s-${key}.json`)) ?? missing
  }
}

/**
 * Answers as the etcd that Contiv writes to (v2 API): who leads Netmaster, and 404 for every other key.
 *
 * @param fixtures the folder with `leader.json` and `not-found.json`
 * @param leader `host:port` of the Netmaster
 */
export function etcdAnswers(fixtures: string, leader: string): Answers {
  const captured = JSON.parse(readFileSync(join(fixtures, 'leader.json'), 'utf8'))
  const body = JSON.stringify({ ...captured, node: { ...captured.node, value: leader } })
  const missing = readFileSync(join(fixtures, 'not-found.json'), 'utf8')
  return (path) =>
    path === `/v2/keys${captured.node.key}`
      ? { status: 200, headers: JSON_TYPE, body }
      : { status: 404, headers: JSON_TYPE, body: missing }
}

function fromFile(file: string): Answer | undefined {
  return existsSync(file) ? { status: 200, headers: JSON_TYPE, body: readFileSync(file, 'utf8') } : undefined
}
