import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { eventually } from '../../support/eventually.js'
import type { Scope } from '../../support/scope.js'
import { type Fault, passing } from '../../support/tcp-proxy.js'
import { missing } from '../../support/which.js'
import { startWatchedSwitch } from './watched-switch.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

const MEGABYTE = 1024 * 1024
/** Four times what an exporter takes from a message of its largest size. */
const MAX_RESIDENT = 400 * MEGABYTE

interface Flood {
  readonly fault: Fault
  stop(): void
  /** How many bytes were taken. */
  said(): number
}

/** Says `begin`, and then the same bytes again and again as fast as they are taken, until it is told to stop. */
function endless(scope: Scope, begin: string, bytes: string | Buffer): Flood {
  let [stopped, said] = [false, 0]
  const fault: Fault = () => async (piece, way) => {
    if (stopped) return way.write(piece)
    await way.write(begin)
    while (!stopped && way.open) {
      await way.write(bytes)
      said += bytes.length
      await setImmediate()
    }
    way.end()
  }
  const stop = () => {
    stopped = true
  }
  scope.teardown(stop)
  return { fault, stop, said: () => said }
}

/** Peak of the memory that a process had resident, in bytes. */
function peakOf(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

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
    await eventually(() => flood.said() > 8 * MEGABYTE)
    await Promise.all(watches.map((watch) => watch.more(3)))
    flood.stop()
    inject(() => passing)
  })
  for (const { program } of exporters) t.ok(peakOf(program.pid) < MAX_RESIDENT, `${peakOf(program.pid)} bytes`)
})
