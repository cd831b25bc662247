import t from 'tap'
import { eventually } from '../../support/eventually.js'
import { INTERFACES, startInterfaces } from '../../support/interfaces-command.js'
import { createHosts, createNamespace, type Host, namespacesRefused } from '../../support/network-namespaces.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { startTmux } from '../../support/tmux.js'
import { startVswitchd } from '../../support/vswitchd.js'
import { missing } from '../../support/which.js'

const skip = missing('tmux', 'bash', 'ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl') || (await namespacesRefused())

/** Ethernet, IPv4 and ICMP headers, and the bytes that ping is told to send. */
const PAYLOAD = 400
const PACKET_BITS = 8 * (14 + 20 + 8 + PAYLOAD)
const PACKETS = 200

function ping({ address }: Host, ...args: readonly string[]): [string, ...string[]] {
  return ['ping', '-q', '-n', '-i', '0.05', '-W', '5', '-s', `${PAYLOAD}`, ...args, address]
}

/** Keeps the switch's statistics changing, so that it tells of each of its updates. */
async function chatter(from: Host, to: Host, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) await from.run(...ping(to, '-c', '20'))
}

interface Told {
  readonly interval: number | null
  readonly interfaces: readonly { readonly interface: string; readonly rates: Readonly<Record<string, number>> }[]
}

const rateIn = ({ interfaces }: Told, counter: string) =>
  interfaces.find(({ interface: name }) => name === 'veth-a')?.rates[counter] ?? 0

const SI: Readonly<Record<string, number>> = { k: 1e3, M: 1e6 }
const numberOf = (text = '') => Number.parseFloat(text) * (SI[text.at(-1) ?? ''] ?? 1)

t.test('the rates are those of the packets, on the screen and in the lines', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  const namespace = await createNamespace(t)
  const vswitchd = await startVswitchd(t, ovsdb, { namespace })
  const [a, b, c, d] = await createHosts(t, namespace, [
    { interface: 'veth-a', address: '10.79.0.1/24' },
    { interface: 'veth-b', address: '10.79.0.2/24' },
    { interface: 'veth-c', address: '10.79.0.3/24' },
    { interface: 'veth-d', address: '10.79.0.4/24' },
  ])
  await vswitchd.vsctl('add-br', 'br0', '--', 'set', 'bridge', 'br0', 'datapath_type=netdev')
  for (const host of [a, b, c, d]) await vswitchd.vsctl('add-port', 'br0', host.interface)
  const stop = new AbortController()
  const chattering = chatter(c, d, stop.signal)
  t.teardown(() => stop.abort())

  const watched = startInterfaces(t, '--watch', '--json', '--db', ovsdb.unix, 'veth-a')
  const terminal = await startTmux(t, { columns: 120 })
  await terminal.type(`node ${INTERFACES} --watch --db ${ovsdb.remote}`)
  await terminal.shows(/^veth-a +br0 +system +up( +0){6}$/, 40_000)
  const told = () =>
    watched
      .stdout()
      .split('\n')
      .slice(0, -1)
      .map((line): Told => JSON.parse(line))
  await eventually(() => told().length > 0, { deadline: 40_000 })

  const sending = a.run(...ping(b, '-c', `${PACKETS}`))
  const row = (await terminal.shows(/^veth-a +br0 +system +up +[1-9]/, 40_000)).find((line) =>
    line.startsWith('veth-a'),
  )
  const [rxBits, txBits, rxPackets, txPackets] = row?.split(/ +/).slice(4).map(numberOf) ?? []
  t.match(await sending, `${PACKETS} packets transmitted, ${PACKETS} received`)
  for (const [bits = 0, packets = 0] of [
    [rxBits, rxPackets],
    [txBits, txPackets],
  ]) {
    t.ok(Math.abs(bits / packets / PACKET_BITS - 1) < 0.02, row ?? 'no row')
  }
  await eventually(
    () =>
      told().length > 2 &&
      told()
        .slice(-2)
        .every((one) => rateIn(one, 'rx_packets') === 0),
    {
      deadline: 40_000,
    },
  )
  for (const counter of ['rx_packets', 'tx_packets']) {
    const sum = told().reduce((total, one) => total + rateIn(one, counter) * (one.interval ?? 0), 0)
    t.ok(Math.abs(sum / PACKETS - 1) < 0.05, `${counter}: ${sum} told, ${PACKETS} sent`)
  }
  await terminal.shows(/^veth-a +br0 +system +up( +0){6}$/, 40_000)
  stop.abort()
  await chattering
})
