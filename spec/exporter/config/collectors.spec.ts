import t from 'tap'
import { COLLECTORS } from '../../../lib/exporter/collectors/registry.js'
import {
  collectorToggle,
  DISABLE_DEFAULTS,
  resolveCollectors,
  TOGGLES,
} from '../../../lib/exporter/config/collectors.js'
import type { Mode } from '../../../lib/exporter/config/config.js'

const { flag: DEFAULTS_OFF } = DISABLE_DEFAULTS

function resolved(mode: Mode, on: Readonly<Record<string, boolean>> = {}, env: Readonly<Record<string, string>> = {}) {
  return [...resolveCollectors(new Map(Object.entries(on)), env, mode)]
}

const defaultsOf = (mode: Mode) =>
  COLLECTORS.filter(({ modes, enabled }) => enabled && modes.includes(mode)).map(({ name }) => name)

t.test('each has a flag, one that turns it off, and a variable', async (t) => {
  const traffic = COLLECTORS.find(({ name }) => name === 'traffic')
  t.ok(traffic)
  if (traffic === undefined) return
  t.strictSame(collectorToggle(traffic), {
    flag: '--collector.traffic',
    noFlag: '--no-collector.traffic',
    env: 'COLLECTOR_TRAFFIC',
    help: 'collect what endpoints and interfaces receive and transmit; in mode ovs and netplugin (default: on)',
  })
  t.match(collectorToggle({ ...traffic, enabled: false }).help, /\(default: off\)$/)
  t.equal(TOGGLES.length, COLLECTORS.length + 1)
  t.equal(new Set(TOGGLES.map(({ env }) => env)).size, TOGGLES.length)
})

t.test('without a word: those of the mode that run by default', async (t) => {
  for (const mode of ['ovs', 'netplugin', 'netmaster'] as const) t.strictSame(resolved(mode), defaultsOf(mode), mode)
})

t.test('one is turned off, or everything but one', async (t) => {
  const others = defaultsOf('netplugin').filter((name) => name !== 'traffic')
  t.strictSame(resolved('netplugin', { '--collector.traffic': false }), others)
  t.strictSame(resolved('netplugin', {}, { COLLECTOR_TRAFFIC: 'false' }), others)
  t.strictSame(resolved('netplugin', { [DEFAULTS_OFF]: true }), [])
  t.strictSame(resolved('netplugin', { [DEFAULTS_OFF]: true, '--collector.traffic': true }), ['traffic'])
  const env = { COLLECTOR_DISABLE_DEFAULTS: 'true', COLLECTOR_TRAFFIC: 'true' }
  t.strictSame(resolved('netplugin', {}, env), ['traffic'])
})

t.test('a flag beats its variable, and an empty variable is none', async (t) => {
  t.ok(resolved('ovs', { '--collector.traffic': true }, { COLLECTOR_TRAFFIC: 'false' }).includes('traffic'))
  t.notOk(resolved('ovs', { '--collector.traffic': false }, { COLLECTOR_TRAFFIC: 'true' }).includes('traffic'))
  t.ok(resolved('ovs', {}, { COLLECTOR_TRAFFIC: '' }).includes('traffic'))
})

t.test('what cannot be', async (t) => {
  const refusal = (message: string) => ({ name: 'ConfigError', message })
  t.throws(
    () => resolved('ovs', {}, { COLLECTOR_TRAFFIC: 'yes' }),
    refusal('COLLECTOR_TRAFFIC: expected true or false, got "yes"'),
  )
  t.throws(
    () => resolved('netmaster', { '--collector.traffic': true }),
    refusal('--collector.traffic: expected mode ovs or netplugin with it, got netmaster'),
  )
  t.throws(
    () => resolved('netmaster', {}, { COLLECTOR_TRAFFIC: 'true' }),
    refusal('COLLECTOR_TRAFFIC: expected mode ovs or netplugin with it, got netmaster'),
  )
  t.strictSame(resolved('netmaster', { '--collector.traffic': false }), defaultsOf('netmaster'))
})
