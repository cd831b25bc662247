import t from 'tap'
import { eventually } from '../../support/eventually.js'
import { passing } from '../../support/tcp-proxy.js'
import { missing } from '../../support/which.js'
import { endless, peakOf } from '../harness/endless.js'
import { startWatchedSwitch } from './watched-switch.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

const MEGABYTE = 1024 * 1024
/** Four times what an exporter takes from a message of its largest size. */
const MAX_RESIDENT = 400 * MEGABYTE

const NOTIFICATION = '{"id":null,"method":"update3","params":["nobody","00000000-0000-0000-0000-000000000000",{}]}'

t.test('a message', { skip }, async (t) => {
  const { down, observe, inject, exporters } = await startWatchedSwitch(t)
  await observe(t, 'endless-message', async () => {
    const flood = endless(t, '{"id":1,"result":"', Buffer.alloc(MEGABYTE, 'x'))
    inject(() => flood.fault)
    await down()
    const cause = 'expected a message of at most 67108864 bytes'
    await eventually(() => exporters.every(({ program }) => program.output().includes(cause)))
    for (const { url } of exporters) t.equal((await fetch(`${url}/healthz`)).status, 200)
    flood.stop()
    inject(() => passing)
  })
  for (const { program } of exporters) t.ok(peakOf(program.pid) < MAX_RESIDENT, `${peakOf(program.pid)} bytes`)
})

t.test('notifications', { skip }, async (t) => {
  const { watches, observe, inject, exporters } = await startWatchedSwitch(t)
  await observe(t, 'endless-notifications', async () => {
    const flood = endless(t, '', NOTIFICATION.repeat(1000))
    inject(() => flood.fault)
    await eventually(() => flood.said() > 64 * MEGABYTE, { deadline: 120_000 })
    await Promise.all(watches.map((watch) => watch.more(3)))
    flood.stop()
    inject(() => passing)
  })
  for (const { program } of exporters) t.ok(peakOf(program.pid) < MAX_RESIDENT, `${peakOf(program.pid)} bytes`)
})
