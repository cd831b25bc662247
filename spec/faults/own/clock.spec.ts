import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { eventually } from '../../support/eventually.js'
import { run } from '../../support/run.js'
import { tempDir } from '../../support/temp-dir.js'
import { missing } from '../../support/which.js'
import { startWatchedContiv } from '../contiv/watched-contiv.js'

const HOUR_MS = 3_600_000

t.test('the clock jumps', { skip: missing('ovsdb-server', 'etcd', 'faketime') }, async (t) => {
  const file = join(tempDir(t), 'offset')
  const setClock = (offset: string) => writeFileSync(file, `${offset}\n`)
  setClock('+0')
  // What faketime sets: the library's path is its secret.
  const LD_PRELOAD = (await run('faketime', ['-f', '+0', 'printenv', 'LD_PRELOAD'])).trim()
  const env = { LD_PRELOAD, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' }
  const contiv = await startWatchedContiv(t, { env })
  const { exporters, observe } = contiv
  const [leader] = contiv.netmasters

  for (const { fault, offset, ahead } of [
    { fault: 'clock-ahead', offset: '+1h', ahead: 1 },
    { fault: 'clock-back', offset: '+0', ahead: 0 },
  ] as const) {
    await t.test(fault, (t) =>
      observe(t, fault, async () => {
        setClock(offset)
        for (const { url } of Object.values(exporters)) {
          await eventually(async () => {
            const { headers } = await fetch(`${url}/healthz`)
            return Math.round((Date.parse(headers.get('date') ?? '') - Date.now()) / HOUR_MS) === ahead
          })
        }
        await contiv.stayUp()
        await leader.down()
        await contiv.down()
        await contiv.age()
        t.ok((await contiv.ageNow()) < HOUR_MS / 2000, 'no hour older')
        await leader.up()
      }),
    )
  }
  for (const { program } of Object.values(exporters)) {
    const seconds = [...program.output().matchAll(/"source":"netmaster","seconds":(-?\d+)/g)].map(([, n]) => Number(n))
    t.equal(seconds.length, 2)
    t.ok(
      seconds.every((n) => n >= 0 && n < HOUR_MS / 2000),
      `outages of ${seconds} seconds`,
    )
  }
})
