import t from 'tap'
import { eventually } from '../../support/eventually.js'
import { replacing } from '../../support/proxy-faults.js'
import { type Fault, passing } from '../../support/tcp-proxy.js'
import { missing } from '../../support/which.js'
import { endless, peakOf } from '../harness/endless.js'
import { DAEMONS, startWatchedDaemons } from './watched-daemons.js'

const DEEP = 100_000

/** What comes in the place of each reply, and what the log says of it. */
const GARBAGE: readonly (readonly [Fault, RegExp])[] = [
  [replacing(() => 'HTTP/1.1 400 Bad Request\r\n\r\n'), /expected a JSON object, got \\"H\\"/],
  [replacing((piece) => piece.toString().replace(/:/, '')), /expected JSON, got /],
  [replacing(() => Buffer.from('{"id":"\xff","result":1}', 'latin1')), /expected UTF-8/],
  [
    replacing(() => `{"id":1,"error":null,"result":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`),
    /nested at most 1000 deep/,
  ],
  [replaced(() => ({ result: { tables: 7 } })), /expected a text from /],
  [replaced(() => ({ result: 'no such table\n'.repeat(10_000) })), /expected .*, got \\"no such table/],
  [replaced(() => ({ result: null, error: 'not today' })), /ovs-vswitchd refused \\"list-commands\\": not today/],
]

/** What has a series twice when `ovs-vswitchd` tells everything twice; the others have none, or one value of each name. */
const DOUBLED = ['conntrack', 'dpctl', 'dpif', 'fdb', 'pmd', 'upcall']

/** Each reply with other members. */
function replaced(members: (reply: { readonly id: number; readonly result: unknown }) => object): Fault {
  return replacing((piece) => {
    const reply = JSON.parse(`${piece}`)
    return JSON.stringify({ ...reply, ...members(reply) })
  })
}

const MEGABYTE = 1024 * 1024
/** Eleven collectors take 4 MiB each. */
const MAX_RESIDENT = 400 * MEGABYTE

t.test('ovs-vswitchd answers something else', { skip: missing(...DAEMONS) }, async (t) => {
  const { exporter, proxy, addPort, down, observe } = await startWatchedDaemons(t)

  await t.test('garbage', (t) =>
    observe(t, 'control-garbage', async () => {
      for (const [garbage, cause] of GARBAGE) {
        proxy.inject(garbage)
        proxy.cut() // so that list-commands meets it, too
        await down()
        t.ok(await eventually(() => cause.test(exporter.program.output())), `${cause}`)
      }
      await addPort()
      proxy.inject(passing)
    }),
  )

  await t.test('everything twice', (t) =>
    observe(t, 'control-doubled', async () => {
      proxy.inject(replaced(({ result }) => ({ result: `${result}${result}` })))
      await down(DOUBLED)
      await addPort()
      proxy.inject(passing)
    }),
  )

  await t.test('under another id', (t) =>
    observe(t, 'control-other-id', async () => {
      proxy.inject(replaced(({ id }) => ({ id: id + 1000 })))
      await down()
      await addPort()
      proxy.inject(passing)
    }),
  )

  await t.test('without end', (t) =>
    observe(t, 'control-endless', async () => {
      const flood = endless(t, '{"id":1,"error":null,"result":"', Buffer.alloc(MEGABYTE, 'x'))
      proxy.inject(flood.fault)
      await down()
      await addPort()
      flood.stop()
      proxy.inject(passing)
    }),
  )
  t.ok(peakOf(exporter.program.pid) < MAX_RESIDENT, `${peakOf(exporter.program.pid)} bytes`)
})
