import Koa from 'koa'
import t, { type Test } from 'tap'
import { OPEN_METRICS, TEXT } from '../../../lib/exporter/exposition/format.js'
import { SharedText } from '../../../lib/exporter/exposition/shared-text.js'
import type { ProbeRequest } from '../../../lib/exporter/probe/prober.js'
import { probeRoute } from '../../../lib/exporter/routes/probe.js'
import { UnreadTexts } from '../../../lib/exporter/routes/unread-texts.js'
import { serve } from '../../support/koa-server.js'

const MODULE = { database: 'Open_vSwitch', collectors: new Set(['ovsdb']), timeout: 2000, connections: 3 } as const

async function scene(t: Test) {
  const state = { busy: false, asked: [] as ProbeRequest[] }
  const rule = {
    names: new Set(['switch7']),
    networks: [],
    ports: new Set([6640]),
    transports: new Set(['ssl', 'tcp'] as const),
  }
  const prober = {
    isBusy: () => state.busy,
    probe: async (request: ProbeRequest) => {
      state.asked.push(request)
      return new SharedText([Buffer.from('ovs_up 1\n')], () => {})
    },
  }
  const modules = new Map([
    ['default', MODULE],
    ['slow', { ...MODULE, timeout: 20_000 }],
  ])
  const app = new Koa().use(
    probeRoute(
      { config: { targets: [rule], modules }, prober },
      { timeoutOffset: 500, compression: 'none', unread: new UnreadTexts() },
    ),
  )
  const url = await serve(t, app)
  const ask = async (query: string, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${url}/?${query}`, { headers })
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
  }
  return { ask, state }
}

t.test('a target that is allowed', async (t) => {
  const { ask, state } = await scene(t)
  t.strictSame(await ask('target=ssl:switch7:6640'), {
    status: 200,
    type: 'text/plain; version=0.0.4; charset=utf-8',
    body: 'ovs_up 1\n',
  })
  t.match(state.asked, [
    { target: { transport: 'ssl', host: 'switch7', port: 6640 }, module: MODULE, timeout: 2000, format: TEXT },
  ])
  const { type } = await ask('target=tcp:switch7&module=slow', {
    Accept: 'application/openmetrics-text',
    'X-Prometheus-Scrape-Timeout-Seconds': '5',
  })
  t.match(type, /^application\/openmetrics-text/)
  t.match(state.asked[1], { timeout: 4500, format: OPEN_METRICS }, 'as long as both allow')
})

t.test('anything else is not asked', async (t) => {
  const { ask, state } = await scene(t)
  const cases: readonly (readonly [query: string, status: number, body: string])[] = [
    ['', 400, 'target: expected one, ssl:HOST:PORT or tcp:HOST:PORT\n'],
    ['target=switch7', 400, 'target: expected one, ssl:HOST:PORT or tcp:HOST:PORT\n'],
    ['target=unix:/run/db.sock', 400, 'target: expected one, ssl:HOST:PORT or tcp:HOST:PORT\n'],
    ['target=tcp:switch7&target=tcp:switch8', 400, 'target: expected one, ssl:HOST:PORT or tcp:HOST:PORT\n'],
    ['target=tcp:switch7&module=none', 400, 'module: expected one of default, slow\n'],
    ['target=tcp:switch7&module=slow&module=default', 400, 'module: expected one of default, slow\n'],
    ['target=tcp:switch8', 403, 'target: expected one that the probe configuration allows\n'],
    ['target=tcp:switch7:22', 403, 'target: expected one that the probe configuration allows\n'],
  ]
  for (const [query, status, body] of cases) t.match(await ask(query), { status, body, type: /^text\/plain/ }, query)
  t.strictSame(state.asked, [])
})

t.test('too many at once', async (t) => {
  const { ask, state } = await scene(t)
  state.busy = true
  t.match(await ask('target=tcp:switch7'), { status: 503, body: 'expected at most 3 probes of this module at once\n' })
  t.strictSame(state.asked, [])
})
