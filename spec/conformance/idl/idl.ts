import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseJson, Session } from '../../../lib/jsonrpc/index.js'
import { dialSocket } from '../../../lib/jsonrpc/node/index.js'
import { startOvsdbCluster } from '../../support/ovsdb-cluster.js'
import { run } from '../../support/run.js'
import { type Scope, withScope } from '../../support/scope.js'
import { tempDir } from '../../support/temp-dir.js'
import type { Verdict } from '../compare.js'
import { numbering, withoutUuids } from '../numbering.js'
import { PATIENCE, startVectorServer } from '../real-server.js'
import type { IdlVector } from '../vector.js'
import { type IdlTarget, runSteps } from './run.js'

/** Runs the steps of a case with a replica on real servers. */
export function runIdl(vector: IdlVector, schemaJson: object): Promise<Verdict> {
  return withScope(async (scope) => {
    const target = await start(scope, vector, schemaJson)
    for (const transaction of vector.before) await target.transact(parseJson(transaction) as readonly unknown[])
    const printed = comparable(await runSteps(scope, vector, schemaJson, target))
    const { filter } = vector
    const lines = filter === undefined ? printed : sorted(await run('sh', ['-c', filter], `${printed}\n`))
    const expected = comparable(vector.output.map(withPlaceholders))
    return lines === expected ? {} : { failure: `expected\n${expected}\n     got\n${lines}` }
  })
}

async function start(scope: Scope, { kind, servers }: IdlVector, schemaJson: object): Promise<IdlTarget> {
  if (servers !== undefined) {
    const schema = join(tempDir(scope), 'vector.ovsschema')
    writeFileSync(schema, JSON.stringify(schemaJson))
    const cluster = await startOvsdbCluster(scope, { schema, size: servers })
    const leader = await cluster.leader()
    return { remote: cluster.remote, transact: await rawSession(scope, leader.port) }
  }
  const server = await startVectorServer(scope, schemaJson)
  if (kind === 'idlnocond') {
    await run('ovs-appctl', [`--target=${server.unixctl}`, 'ovsdb-server/disable-monitor-cond'])
  }
  return { remote: server.remote, transact: await rawSession(scope, server.port) }
}

/** Another client, which performs what it is told. */
async function rawSession(scope: Scope, port: number): Promise<IdlTarget['transact']> {
  const address = { host: '127.0.0.1', port }
  const session = new Session(await dialSocket(address, `tcp:127.0.0.1:${port}`, AbortSignal.timeout(PATIENCE)))
  scope.teardown(() => session.close())
  return async (params) => (await session.request('transact', params, { timeout: PATIENCE })) as readonly unknown[]
}

/** `<5>` as a UUID, so that the output of the reference can be sorted and numbered like that of the library. */
function withPlaceholders(line: string): string {
  return line.replace(/<(\d+)>/g, (_, number: string) => `00000000-0000-4000-9000-${number.padStart(12, '0')}`)
}

/** The lines sorted by all but their UUIDs, which are then numbered. */
function comparable(lines: readonly string[]): string {
  const byContent = lines.map((line) => line.trimEnd()).sort((a, b) => compareText(withoutUuids(a), withoutUuids(b)))
  const number = numbering()
  return sorted(byContent.map((line) => number(line)).join('\n'))
}

function sorted(text: string): string {
  return text.trimEnd().split('\n').sort().join('\n')
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
