import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import t from 'tap'
import { netmasterAnswers } from '../../../lib/demo/netmaster.js'
import { inspectPath } from '../../support/contiv.js'
import { missing } from '../../support/which.js'
import { capturedIdentities } from './traffic.js'
import { startWatchedContiv } from './watched-contiv.js'

const usual = netmasterAnswers('fixtures/netmaster')
interface Inspected {
  readonly Config: object
  readonly Oper: { readonly endpoints: readonly object[] }
}

const inspected = (path: string): Inspected => JSON.parse(usual(path).body)

const [WEB, DB] = [inspectPath('blue', 'web'), inspectPath('blue', 'db')]
const LISTS = ['tenants', 'networks', 'endpointGroups'].map((list) => `/api/v1/${list}/`)
const PATHS = [...LISTS, WEB, DB, inspectPath('default', 'contivnet')]

t.test('what Netmaster says', { skip: missing('ovsdb-server', 'etcd') }, async (t) => {
  const contiv = await startWatchedContiv(t)
  const { exporters, observe, observeUp } = contiv
  const [leader, other] = contiv.netmasters
  const captured = capturedIdentities()
  const withoutWeb = new Map([...captured].filter(([, { network }]) => network !== 'web'))
  const beUsual = () => PATHS.map((path) => leader.answer(path, undefined))

  await t.test('comes after a second', (t) =>
    observeUp(t, 'netmaster-slow', async () => {
      for (const path of PATHS) leader.answer(path, { ...usual(path), delay: 1000 })
      await contiv.stayUp()
      beUsual()
    }),
  )

  await t.test('comes from another host', (t) =>
    observeUp(t, 'netmaster-answers-elsewhere', async () => {
      const asked = other.count()
      for (const path of PATHS) leader.answer(path, { status: 307, headers: { Location: `${other.url}${path}` } })
      await contiv.stayUp()
      t.ok(other.count() > asked)
      beUsual()
    }),
  )

  await t.test('lacks the ids of endpoints', (t) =>
    observeUp(t, 'netmaster-no-ids', async () => {
      const { Config, Oper } = inspected(WEB)
      const endpoints = Oper.endpoints.map((endpoint) => ({ ...endpoint, endpointID: undefined }))
      await contiv.becomes(withoutWeb, () => leader.answer(WEB, { body: { Config, Oper: { endpoints } } }))
      await contiv.stayUp()
      await contiv.becomes(captured, beUsual)
    }),
  )

  await t.test('has the endpoints of one network under another too', (t) =>
    observeUp(t, 'netmaster-duplicate-ids', async () => {
      const strangers = inspected(WEB).Oper.endpoints.flatMap((one) => [one, { ...one, network: 'db.blue' }])
      const { Config, Oper } = inspected(DB)
      leader.answer(DB, { body: { Config, Oper: { endpoints: [...Oper.endpoints, ...strangers] } } })
      await contiv.stayUp()
      beUsual()
    }),
  )

  await t.test('is that a network is gone which the list still has', (t) =>
    observeUp(t, 'netmaster-network-vanishes', async () => {
      const gone = { status: 500, body: 'network not found\n' }
      await contiv.becomes(withoutWeb, () => leader.answer(WEB, gone))
      await contiv.stayUp()
      await contiv.becomes(captured, beUsual)
    }),
  )

  await t.test('is too much', async (t) => {
    await observe(t, 'netmaster-huge', async () => {
      for (const path of PATHS) leader.answer(path, huge)
      await contiv.down()
      await contiv.age()
      beUsual()
    })
    for (const [mode, bound] of [
      ['netplugin', 384],
      ['netmaster', 320],
    ] as const) {
      const { pid } = exporters[mode].program
      const [, peak] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
      t.ok(Number(peak) < bound * 1024, `${mode}: ${peak} kB at most, of ${bound} MiB`)
      const manifest = readFileSync(`deploy/kubernetes/sidecars/${mode}.yaml`, 'utf8')
      const [, limit] = /limits:.*?memory: (\d+)Mi/s.exec(manifest) ?? []
      t.ok(Number(limit) >= bound, `a pod may take ${limit} MiB`)
    }
  })
})

/** A list, or the endpoints of a network, of 200 MB. */
function huge(request: IncomingMessage, response: ServerResponse): undefined {
  const [begin, object] = request.url?.includes('inspect')
    ? [
        '{"Config":{"networkName":"web","tenantName":"blue"},"Oper":{"endpoints":[',
        JSON.stringify({ endpointID: 'c0ffee'.repeat(10), network: 'web.blue', homingHost: 'node' }),
      ]
    : ['[', JSON.stringify({ tenantName: 'blue', networkName: 'web', groupName: 'frontend' })]
  const chunk = Buffer.from(`${object},`.repeat(1000))
  let left = 200_000_000
  response.writeHead(200, { 'Content-Type': 'application/json' }).write(begin)
  const write = () => {
    while (left > 0 && response.write(chunk)) left -= chunk.length
    if (left <= 0) response.end(`${object}]`)
  }
  response.on('drain', write).on('error', () => {})
  write()
}
