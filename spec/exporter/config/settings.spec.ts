import t from 'tap'
import { SETTINGS, type Setting } from '../../../lib/exporter/config/settings.js'

const settings: readonly (readonly [string, Setting])[] = Object.entries(SETTINGS)

t.test('the design’s flags and variables', async (t) => {
  t.strictSame(Object.fromEntries(settings.map(([, { flag, env }]) => [flag, env])), {
    '--mode': 'EXPORTER_MODE',
    '--ovsdb': 'OVSDB_REMOTE',
    '--ovsdb.source': 'OVSDB_SOURCE',
    '--ovsdb.private-key': 'OVSDB_PRIVATE_KEY',
    '--ovsdb.certificate': 'OVSDB_CERTIFICATE',
    '--ovsdb.ca-cert': 'OVSDB_CA_CERT',
    '--contiv.etcd': 'CONTIV_ETCD',
    '--contiv.consul': 'CONTIV_CONSUL',
    '--contiv.netmaster': 'CONTIV_NETMASTER',
    '--contiv.refresh-interval': 'CONTIV_REFRESH_INTERVAL',
    '--web.listen-address': 'WEB_LISTEN_ADDRESS',
    '--web.telemetry-path': 'WEB_TELEMETRY_PATH',
    '--web.live-page': 'WEB_LIVE_PAGE',
    '--web.live-viewers': 'WEB_LIVE_VIEWERS',
    '--web.config.file': 'WEB_CONFIG_FILE',
    '--probe.config.file': 'PROBE_CONFIG_FILE',
    '--web.compression': 'WEB_COMPRESSION',
    '--scrape.timeout-offset': 'SCRAPE_TIMEOUT_OFFSET',
    '--unixctl.run-dir': 'UNIXCTL_RUN_DIR',
    '--unixctl.vswitchd': 'UNIXCTL_VSWITCHD',
    '--unixctl.ovsdb-server': 'UNIXCTL_OVSDB_SERVER',
    '--unixctl.timeout': 'UNIXCTL_TIMEOUT',
    '--metric-names': 'METRIC_NAMES',
    '--ovs.bridge-include': 'OVS_BRIDGE_INCLUDE',
    '--ovs.bridge-exclude': 'OVS_BRIDGE_EXCLUDE',
    '--ovs.interface-include': 'OVS_INTERFACE_INCLUDE',
    '--ovs.interface-exclude': 'OVS_INTERFACE_EXCLUDE',
    '--ovs.statistics-include': 'OVS_STATISTICS_INCLUDE',
    '--ovs.statistics-exclude': 'OVS_STATISTICS_EXCLUDE',
    '--series-limit': 'SERIES_LIMIT',
    '--log.level': 'LOG_LEVEL',
    '--log.format': 'LOG_FORMAT',
  })
})

t.test('each is told in the same way', async (t) => {
  for (const [name, { flag, env, value, help, default: fallback }] of settings) {
    t.match(flag, /^--[a-z]+([.-][a-z]+)*$/, name)
    t.match(env, /^[A-Z]+(_[A-Z]+)*$/, name)
    t.match(value, /^<[a-z]+>$/, name)
    t.notMatch(help, /^[A-Z]|\.$/, name)
    t.not(fallback, '', name)
  }
  t.equal(new Set(settings.map(([, { flag }]) => flag)).size, settings.length)
  t.equal(new Set(settings.map(([, { env }]) => env)).size, settings.length)
})

t.test('what can be given several times', async (t) => {
  t.strictSame(
    settings.filter(([, { repeatable }]) => repeatable).map(([name]) => name),
    ['listen'],
  )
})
