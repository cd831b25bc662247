import { netmasterAnswers } from '../../lib/demo/netmaster.js'
import { AnsweringServer } from './answering-server.js'
import type { Scope } from './scope.js'

/**
 * Serves captured answers as Netmaster does, and what a spec wants instead; see {@link netmasterAnswers}.
 *
 * @example
 * const netmaster = await startNetmaster(t, { fixtures: 'fixtures/netmaster' })
 * netmaster.answer('/api/v1/networks/', { status: 500, body: 'no' })
 * netmaster.requests.get('/api/v1/networks/') // how often it was asked
 */
export async function startNetmaster(
  scope: Scope,
  { fixtures = 'fixtures/netmaster', host }: { readonly fixtures?: string; readonly host?: string | undefined } = {},
): Promise<AnsweringServer> {
  const server = new AnsweringServer(netmasterAnswers(fixtures), host)
  await server.up()
  scope.teardown(() => server.close())
  return server
}
