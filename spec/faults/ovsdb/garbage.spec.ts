import t from 'tap'
import { eventually } from '../../support/eventually.js'
import type { ExporterProcess } from '../../support/exporter.js'
import { replacing, swallowing } from '../../support/proxy-faults.js'
import { type Fault, passing } from '../../support/tcp-proxy.js'
import { missing } from '../../support/which.js'
import type { FaultName } from '../catalogue.js'
import { startWatchedSwitch } from './watched-switch.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

const DEEP = 100_000

/** What comes in the place of each message, and what the log says of it. */
const GARBAGE = [
  ['invalid-json', () => replacing((piece) => piece.toString().replace(/:/, '')), /expected JSON, got /],
  ['invalid-utf8', () => replacing(() => Buffer.from('{"id":"\xff","result":1}', 'latin1')), /expected UTF-8/],
  ['nul-bytes', () => replacing((piece) => `\0${piece}`), /expected a JSON object, got byte 0x00/],
  [
    'deep-nesting',
    () => replacing(() => `{"id":1,"error":null,"result":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`),
    /nested at most 1000 deep/,
  ],
  ['other-protocol', () => replacing(() => 'HTTP/1.1 400 Bad Request\r\n\r\n'), /expected a JSON object, got "H"/],
  [
    'wrong-results',
    () => replacing((piece) => JSON.stringify({ ...JSON.parse(`${piece}`), result: { tables: 7 } })),
    /expected .*, got /,
  ],
  ['half-message', () => halfOf, /no answer within/],
] as const satisfies readonly (readonly [FaultName, () => Fault, RegExp])[]

const halfOf: Fault = () => async (piece, way) => {
  await way.write(piece.subarray(0, piece.length / 2))
  await swallowing()(piece, way)
}

function withRowsTwice(piece: Buffer): string {
  const { result, ...message } = JSON.parse(`${piece}`)
  const twice = (one: { readonly rows?: readonly unknown[] } | null) =>
    Array.isArray(one?.rows) ? { ...one, rows: [...one.rows, ...one.rows] } : one
  return JSON.stringify({ ...message, result: Array.isArray(result) ? result.map(twice) : result })
}

/** What the log says of the switch, from some line on. */
function causesTold({ program }: ExporterProcess, from = 0): readonly string[] {
  const failures = program.output().match(/^.*"msg":"source failed".*$/gm) ?? []
  return failures.slice(from).map((line) => JSON.parse(line).cause)
}

t.test('a server that talks garbage', { skip }, async (t) => {
  const { down, observe, inject, exporters, proxies, watches } = await startWatchedSwitch(t)
  for (const [fault, garbage, cause] of GARBAGE) {
    await t.test(fault, (t) =>
      observe(t, fault, async () => {
        const told = exporters.map((exporter) => causesTold(exporter).length)
        inject(garbage)
        await down()
        for (const proxy of proxies) proxy.cut() // so that the handshake meets it, too
        await eventually(() =>
          exporters.every((exporter, n) => causesTold(exporter, told[n]).some((text) => cause.test(text))),
        )
        for (const { url } of exporters) t.equal((await fetch(`${url}/healthz`)).status, 200)
        inject(() => passing)
      }),
    )
  }

  await t.test('doubled-rows', (t) =>
    observe(t, 'doubled-rows', async () => {
      inject(() => replacing(withRowsTwice))
      // A monitor tells rows by their UUIDs: there is no room for two of one.
      await watches[0]?.down()
      await eventually(() => exporters[0] && causesTold(exporters[0]).some((text) => /no row twice/.test(text)))
      inject(() => passing)
    }),
  )
})
