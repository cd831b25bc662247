import t from 'tap'
import { COLLECTORS } from '../../lib/exporter/collectors/registry.js'
import { resolveConfig } from '../../lib/exporter/config/resolve-config.js'
import { createLog } from '../../lib/exporter/log.js'
import { netmasterCheck, netmasterParts } from '../../lib/exporter/netmaster-parts.js'

t.test('every collector of the mode, in the order of the registry', async (t) => {
  const parts = netmasterParts(resolveConfig({ mode: 'netmaster' }, {}), createLog('error', 'json'))
  t.strictSame(
    parts.collectors.map(({ name }) => name),
    COLLECTORS.filter(({ modes }) => modes.includes('netmaster')).map(({ name }) => name),
  )
  t.strictSame(
    parts.readiness.map((check) => check()),
    ['netmaster: not asked yet'],
  )
  await parts.stop()
})

t.test('ready when Netmaster answered last', async (t) => {
  const check = (up: boolean, error?: Error) =>
    netmasterCheck({
      status: () => ({ up, error, counts: undefined, lists: undefined, age: 1, lastSuccess: undefined, requests: 1 }),
    })()
  t.equal(check(true), undefined)
  t.equal(check(false, new Error('refused')), 'netmaster: refused')
})
