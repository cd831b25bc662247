import t from 'tap'
import { resolveConfig } from '../../../lib/exporter/config/resolve-config.js'
import { OPEN_METRICS, TEXT } from '../../../lib/exporter/exposition/format.js'
import type { SharedText } from '../../../lib/exporter/exposition/shared-text.js'
import { createLog } from '../../../lib/exporter/log.js'
import { PROBE_COLLECTORS } from '../../../lib/exporter/probe/probe-config.js'
import { Prober } from '../../../lib/exporter/probe/prober.js'
import { parseTarget } from '../../../lib/exporter/probe/target.js'
import type { ProbeModule } from '../../../lib/exporter/probe/types.js'
import { openSwitch, openVtep } from '../../../lib/exporter/probe-parts.js'
import type { TlsOptions } from '../../../lib/jsonrpc/index.js'
import { createAuthority, tlsFlags, tlsOptions } from '../../support/certificates.js'
import { CAPTURED_NODE } from '../../support/contiv.js'
import { freePort } from '../../support/free-port.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { valuesOf } from '../../support/samples.js'
import { missing } from '../../support/which.js'

const MODULE: ProbeModule = {
  database: 'Open_vSwitch',
  collectors: new Set(PROBE_COLLECTORS.Open_vSwitch),
  timeout: 5000,
  connections: 2,
}

async function scene(tls?: () => TlsOptions) {
  const config = { ...(await resolveConfig({}, {})), tls }
  const causes: string[] = []
  const prober = new Prober({
    config,
    open: { Open_vSwitch: openSwitch(config), hardware_vtep: openVtep },
    log: createLog('debug', 'json', {
      write: (line: string | Uint8Array) => causes.push(JSON.parse(String(line)).cause) > 0,
    }),
  })
  const probe = async (remote: string, timeout = 5000, module = MODULE) => {
    const target = parseTarget(remote)
    if (target === undefined) throw new Error(remote)
    return textOf(await prober.probe({ target, module, timeout, format: TEXT }))
  }
  return { prober, probe, causes }
}

function textOf(text: SharedText): string {
  return Buffer.concat(text.pieces).toString()
}

const skip = missing('ovsdb-server')

t.test('the metrics of another switch, and no connection afterwards', { skip }, async (t) => {
  const server = await startOvsdbServer(t, CAPTURED_NODE)
  const { probe, causes } = await scene()
  const values = valuesOf(await probe(server.remote))
  t.equal(values.get('ovs_up{}'), '1')
  t.equal(
    values.get(
      'ovs_interface_transmit_packets_total{bridge="contivVxlanBridge",interface="contivh0",port="contivh0",type="internal"}',
    ),
    '252',
  )
  t.equal(values.get('ovs_collector_success{collector="bridge"}'), '1')
  t.strictSame(causes, [])
  const counters = valuesOf(await probe(server.remote, 5000, { ...MODULE, collectors: new Set(['ovsdb', 'traffic']) }))
  t.strictSame(
    [...counters.keys()].filter((name) => name.startsWith('ovs_collector_success')),
    ['ovs_collector_success{collector="ovsdb"}', 'ovs_collector_success{collector="traffic"}'],
  )
})

t.test('a module for a database that the target lacks', { skip }, async (t) => {
  const server = await startOvsdbServer(t, CAPTURED_NODE)
  const { probe, causes } = await scene()
  const vtep = { ...MODULE, database: 'hardware_vtep', collectors: new Set(PROBE_COLLECTORS.hardware_vtep) } as const
  t.equal(valuesOf(await probe(server.remote, 5000, vtep)).get('ovs_up{}'), '0')
  t.match(causes[0], /hardware_vtep/)
})

t.test('in the format that is asked for', { skip }, async (t) => {
  const { remote } = await startOvsdbServer(t, CAPTURED_NODE)
  const target = parseTarget(remote)
  if (target === undefined) throw new Error(remote)
  const text = await (await scene()).prober.probe({ target, module: MODULE, timeout: 5000, format: OPEN_METRICS })
  t.match(textOf(text), /# EOF\n$/)
})

t.test('over TLS', { skip: skip || missing('openssl') }, async (t) => {
  const authority = await createAuthority(t)
  const [own, theirs] = await Promise.all([authority.issue(), authority.issue()])
  const port = await freePort()
  await startOvsdbServer(t, {
    ...CAPTURED_NODE,
    remotes: [`pssl:${port}:127.0.0.1`],
    args: tlsFlags(authority, theirs),
  })
  const tls = () => tlsOptions(authority, own)
  const values = valuesOf(await (await scene(tls)).probe(`ssl:127.0.0.1:${port}`))
  t.equal(values.get('ovs_up{}'), '1')
})

t.test('a target that is not there, or does not answer, is one that is down', { skip }, async (t) => {
  const { probe, causes, prober } = await scene()
  const refused = valuesOf(await probe(`tcp:127.0.0.1:${await freePort()}`))
  t.equal(refused.get('ovs_up{}'), '0')
  t.match(causes[0], /ECONNREFUSED/)
  const server = await startOvsdbServer(t, CAPTURED_NODE)
  await server.kill('SIGSTOP')
  const silent = [probe(server.remote, 300), probe(server.remote, 300)]
  t.ok(prober.isBusy(MODULE))
  for (const text of await Promise.all(silent)) t.equal(valuesOf(text).get('ovs_up{}'), '0')
  t.notOk(prober.isBusy(MODULE))
  await server.kill('SIGCONT')
})
