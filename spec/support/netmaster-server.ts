import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, AnsweringServer } from './answering-server.js'
import type { Scope } from './scope.js'

const NOT_FOUND: Answer = { status: 404, body: '404 page not found\n' }

/** Netmaster's word for one object of a kind. */
const SINGULAR = new Map([
  ['networks', 'network'],
  ['tenants', 'tenant'],
  ['endpointGroups', 'endpointGroup'],
  ['globals', 'global'],
])

/**
 * Serves captured answers as Netmaster does: `/api/v1/networks/` from `networks.json`,
 * `/api/v1/inspect/networks/blue:web/` from `inspect-networks-blue__web.json`, 404 without the slash at the end,
 * 500 for an object that is not there.
 *
 * @example
 * const netmaster = await startNetmaster(t, { fixtures: 'fixtures/netmaster' })
 * netmaster.answer('/api/v1/networks/', { status: 500, body: 'no' })
 * netmaster.requests.get('/api/v1/networks/') // how often it was asked
 */
export async function startNetmaster(
  scope: Scope,
  { fixtures = 'fixtures/netmaster' }: { readonly fixtures?: string } = {},
): Promise<AnsweringServer> {
  const server = new AnsweringServer((path) => usual(fixtures, path))
  await server.up()
  scope.teardown(() => server.close())
  return server
}

function usual(fixtures: string, path: string): Answer {
  const plain = /^\/(version|info)$/.exec(path)?.[1]
  if (plain !== undefined) return fromFile(fixtures, `${plain}.json`) ?? NOT_FOUND
  const list = /^\/api\/v1\/(\w+)\/$/.exec(path)?.[1]
  if (list !== undefined) return fromFile(fixtures, `${list}.json`) ?? NOT_FOUND
  const [, kind = '', key = ''] = /^\/api\/v1\/inspect\/(\w+)\/([^/]+)\/$/.exec(path) ?? []
  const singular = SINGULAR.get(kind)
  if (singular === undefined) return NOT_FOUND
  const gone: Answer = { status: 500, body: `${singular} not found\n` }
  return fromFile(fixtures, `inspect-${kind}-${key.replace(':', '__')}.json`) ?? gone
}

function fromFile(fixtures: string, name: string): Answer | undefined {
  const file = join(fixtures, name)
  return existsSync(file) ? { body: readFileSync(file, 'utf8') } : undefined
}
