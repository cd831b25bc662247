import t from 'tap'
import { formatRate } from '../../../lib/page/model/format.js'
import { COUNTERS, type Counter, type Message, type SwitchUpdate } from '../../../lib/page/protocol.js'
import { browserMissing, openPage, startBrowser } from '../../support/browser.js'
import { inspection, inspectPath } from '../../support/contiv.js'
import { eventually } from '../../support/eventually.js'
import { startExporterProcess } from '../../support/exporter.js'
import { startNetmaster } from '../../support/netmaster-server.js'
import { createHosts, createNamespace, type Host, namespacesRefused } from '../../support/network-namespaces.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { startVswitchd } from '../../support/vswitchd.js'
import { missing } from '../../support/which.js'

const skip = browserMissing() || missing('ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl') || (await namespacesRefused())

/** Ethernet, IPv4 and ICMP headers, and the bytes that ping is told to send. */
const PAYLOAD = 400
const PACKET_BYTES = 14 + 20 + 8 + PAYLOAD
const PACKETS = 400

t.setTimeout(180_000)

/** Sends and waits for as many replies; how fast is up to the machine. */
async function sendPackets(from: Host, to: Host): Promise<void> {
  const report = await from.run(...ping(to, '-c', `${PACKETS}`))
  if (!report.includes(`${PACKETS} packets transmitted, ${PACKETS} received`)) throw new Error(report)
}

/** Keeps the switch's statistics changing until it is stopped, so that the switch tells of each of its updates. */
async function chatter(from: Host, to: Host, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) await from.run(...ping(to, '-c', '20'))
}

function ping({ address }: Host, ...args: readonly string[]): [string, ...string[]] {
  return ['ping', '-q', '-n', '-i', '0.05', '-W', '5', '-s', `${PAYLOAD}`, ...args, address]
}

t.test('the rates in the page are those of the packets', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  const namespace = await createNamespace(t)
  const vswitchd = await startVswitchd(t, ovsdb, { namespace })
  const [a, b, c, d] = await createHosts(t, namespace, [
    { interface: 'veth-a', address: '10.78.0.1/24' },
    { interface: 'veth-b', address: '10.78.0.2/24' },
    { interface: 'veth-c', address: '10.78.0.3/24' },
    { interface: 'veth-d', address: '10.78.0.4/24' },
  ])
  await vswitchd.vsctl('add-br', 'br0', '--', 'set', 'bridge', 'br0', 'datapath_type=netdev')
  for (const [device, id] of [
    [a.interface, 'aaaa'],
    [b.interface, 'bbbb'],
    [c.interface, 'cccc'],
    [d.interface, 'dddd'],
  ] as const) {
    const endpoint = `external_ids:endpoint-id=web.blue-${id}`
    await vswitchd.vsctl('add-port', 'br0', device, '--', 'set', 'Interface', device, endpoint)
  }
  const netmaster = await startNetmaster(t)
  const web = inspection('blue', 'web', [
    { id: 'aaaa', container: 'a', host: 'node-1', group: 'frontend' },
    { id: 'bbbb', container: 'b', host: 'node-1', group: 'frontend' },
    { id: 'cccc', container: 'c', host: 'node-1', group: 'frontend' },
    { id: 'dddd', container: 'd', host: 'node-1', group: 'frontend' },
  ])
  netmaster.answer(inspectPath('blue', 'web'), web)
  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.netmaster', netmaster.url]
  const exporter = await startExporterProcess(t, args)
  await exporter.informed()

  const browser = await startBrowser(t)
  const messages: Message[] = []
  const { page, problems } = await openPage(browser, exporter.url, {}, async (page) => {
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => messages.push(JSON.parse(String(payload))))
    })
  })
  const cell = (name: string, column: string) => page.locator(`[data-row="${name}"] [data-column="${column}"]`)
  await cell('veth-a', 'container').waitFor()
  t.equal(await cell('veth-a', 'container').textContent(), 'a')
  const stop = new AbortController()
  t.teardown(() => stop.abort())
  const chattering = chatter(c, d, stop.signal)

  const id = await eventually(() => idOf(messages, 'veth-a'))
  const updates = () =>
    messages.flatMap((message) => (message.type === 'update' && message.time !== undefined ? [message] : []))
  const idle = (text: string | null) => text === '0 /s'
  await eventually(async () => idle(await cell('veth-a', 'transmit-packets').textContent()), { deadline: 40_000 })
  const began = updates().length
  await sendPackets(a, b)
  const shown = new Set<string>()
  await eventually(
    async () => {
      const text = await cell('veth-a', 'transmit-packets').textContent()
      if (text !== null) shown.add(text)
      const latest = updates().at(-1)
      return (
        idle(text) && latest !== undefined && updates().length > began + 1 && !(rateIn(latest, id, 'tx_packets') > 0)
      )
    },
    { deadline: 60_000, interval: 100 },
  )

  // What was sent is the sum of the rates, each times the time from the switch's update before to its own.
  const sum = (counter: Counter) =>
    updates().reduce((total, update, index, all) => {
      const rate = rateIn(update, id, counter)
      const seconds = ((update.time ?? 0) - (all[index - 1]?.time ?? 0)) / 1000
      return index < began || Number.isNaN(rate) ? total : total + rate * seconds
    }, 0)
  for (const counter of ['tx_packets', 'rx_packets'] as const) {
    t.ok(Math.abs(sum(counter) / PACKETS - 1) < 0.05, `${counter}: ${sum(counter)} told, ${PACKETS} sent`)
  }
  for (const counter of ['tx_bytes', 'rx_bytes'] as const) {
    const bytes = PACKETS * PACKET_BYTES
    t.ok(Math.abs(sum(counter) / bytes - 1) < 0.05, `${counter}: ${sum(counter)} told, ${bytes} sent`)
  }
  const told = updates().map((update) => formatRate(rateIn(update, id, 'tx_packets'), '/s'))
  t.strictSame(
    [...shown].filter((text) => !told.includes(text)),
    [],
    'the page shows what it was told',
  )
  t.ok(shown.size >= 2, [...shown].join())
  t.not(await page.locator('[data-row="veth-a"] path').getAttribute('d'), '', 'its curve is drawn')
  t.strictSame(problems(), [])
  await page.close()
  stop.abort()
  await chattering
})

function idOf(messages: readonly Message[], name: string): string | undefined {
  return messages
    .flatMap((message) => (message.type === 'switch' ? message.rows : []))
    .find((row) => row.interface === name)?.id
}

function rateIn({ samples = [] }: SwitchUpdate, id: string, counter: Counter): number {
  return samples.find(([row]) => row === id)?.[1][COUNTERS.indexOf(counter)] ?? Number.NaN
}
