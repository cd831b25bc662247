import { appendFileSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startProgram } from '../../support/child-process.js'
import { CAPTURED_NODE } from '../../support/contiv.js'
import { eventually } from '../../support/eventually.js'
import { EXPORTER } from '../../support/exporter.js'
import { freePort } from '../../support/free-port.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { outcome, run } from '../../support/run.js'
import type { Scope } from '../../support/scope.js'
import { tempDir } from '../../support/temp-dir.js'
import { missing } from '../../support/which.js'
import { received, TRAFFIC_FAMILIES, trafficSamples } from '../contiv/traffic.js'
import { observe } from '../harness/observe.js'
import { Truth } from '../harness/truth.js'
import { Watch } from '../harness/watch.js'

t.test('the disk of the log is full', { skip: missing('ovsdb-server') || (await mountRefused()) }, async (t) => {
  const log = join(await smallDisk(t), 'log')
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const truth = new Truth(() => trafficSamples(ovsdb, new Map()))
  await truth.change()
  const url = `http://127.0.0.1:${await freePort()}`
  const args = ['--ovsdb', ovsdb.remote, '--web.listen-address', url.slice('http://'.length)]
  await startProgram(t, 'sh', ['-c', 'exec 2>>"$0" "$@"', log, process.execPath, EXPORTER, ...args], {
    ready: async () => (await fetch(`${url}/healthz`)).ok,
  })
  const scrape = async () => (await fetch(`${url}/metrics`)).text()
  const watch = Watch.start(t, { scrape }, { name: 'ovs', truth, families: TRAFFIC_FAMILIES, up: 'ovs_up' })
  const outage = async () => {
    await truth.lose(() => ovsdb.kill())
    await watch.down()
    await truth.change(() => ovsdb.restart())
    await truth.change(() => ovsdb.transact(received(2000)))
    await watch.right()
  }
  await observe(t, 'log-full', [watch], async () => {
    fill(log)
    await outage()
    t.notMatch(readFileSync(log, 'utf8'), /source failed.*source=ovsdb cause/, 'there was no room to tell')
    truncateSync(log)
  })
  await outage()
  const told = () =>
    /source failed.* source=ovsdb cause.*is well again.* source=ovsdb seconds/s.test(readFileSync(log, 'utf8'))
  t.ok(await eventually(told), 'where there is room again, it is told again')
})

async function mountRefused(): Promise<string | false> {
  const { status, stderr } = await outcome('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'])
  return status !== 0 && `file systems cannot be mounted: ${stderr.trim()}`
}

async function smallDisk(scope: Scope): Promise<string> {
  const dir = tempDir(scope)
  await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', dir])
  scope.teardown(() => run('umount', [dir]))
  return dir
}

function fill(file: string): void {
  try {
    for (;;) appendFileSync(file, '\n'.repeat(1024))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
