import { copyFileSync, readFileSync } from 'node:fs'
import t from 'tap'
import { COLLECTORS } from '../../../lib/exporter/collectors/registry.js'
import { ConfigError } from '../../../lib/exporter/config/errors.js'
import { type Environment, type Flags, resolveConfig } from '../../../lib/exporter/config/resolve-config.js'
import { SETTINGS, type SettingName } from '../../../lib/exporter/config/settings.js'
import { createAuthority } from '../../support/certificates.js'
import { writeWebConfig } from '../../support/web-config.js'
import { missing } from '../../support/which.js'

/** Settings that name files, which have to be there. */
const FILES = [
  'privateKey',
  'certificate',
  'caCertificate',
  'webConfigFile',
  'probeConfigFile',
] as const satisfies readonly SettingName[]
type PlainName = Exclude<SettingName, (typeof FILES)[number]>

/** For each setting two values that can be told apart, and where in the configuration they show. */
const SAMPLES: Readonly<Record<PlainName, readonly [one: string, other: string, member: string]>> = {
  mode: ['netplugin', 'netmaster', 'mode'],
  ovsdb: ['tcp:a:1', 'unix:/b', 'ovsdb'],
  ovsdbSource: ['select', 'monitor', 'ovsdbSource'],
  etcd: ['http://a:1', 'http://b:2,c:3', 'leader'],
  consul: ['http://a:1', 'http://b:2,c:3', 'leader'],
  netmaster: ['http://a:1', 'http://b:2', 'leader'],
  refreshInterval: ['1s', '2m', 'refreshInterval'],
  listen: [':1', '[::1]:2', 'listen'],
  telemetryPath: ['/a', '/b', 'telemetryPath'],
  compression: ['gzip', 'none', 'compression'],
  timeoutOffset: ['0s', '1s', 'timeoutOffset'],
  livePage: ['on', 'off', 'livePage'],
  liveViewers: ['1', '1000', 'liveViewers'],
  unixctlRunDir: ['/a', '/b', 'unixctl'],
  unixctlVswitchd: ['/a.ctl', '/b.ctl', 'unixctl'],
  unixctlOvsdbServer: ['/a.ctl', '/b.ctl', 'unixctl'],
  unixctlTimeout: ['1s', '5s', 'unixctl'],
  metricNames: ['standard', 'both', 'metricNames'],
  bridgeInclude: ['a', 'b', 'selection'],
  bridgeExclude: ['a', 'b', 'selection'],
  interfaceInclude: ['a', 'b', 'selection'],
  interfaceExclude: ['a', 'b', 'selection'],
  statisticsInclude: ['a', 'b', 'selection'],
  statisticsExclude: ['a', 'b', 'selection'],
  seriesLimit: ['1', '2', 'seriesLimit'],
  logLevel: ['warn', 'error', 'logLevel'],
  logFormat: ['json', 'logfmt', 'logFormat'],
}

const NAMES = Object.keys(SAMPLES) as PlainName[]

/** The part of the configuration that a setting shows in, as text. */
async function shown(name: PlainName, flags: Flags, env: Environment = {}): Promise<string> {
  const config: Readonly<Record<string, unknown>> = { ...(await resolveConfig(flags, env)) }
  return JSON.stringify(config[SAMPLES[name][2]], (_, value) => (value instanceof RegExp ? value.source : value))
}

const EVERYTHING = { include: undefined, exclude: undefined }

t.test('without a word', async (t) => {
  t.strictSame(await resolveConfig({}, {}), {
    mode: 'ovs',
    ovsdb: 'tcp:127.0.0.1:6640',
    ovsdbSource: 'select',
    tls: undefined,
    leader: { kind: 'etcd', urls: [new URL('http://127.0.0.1:2379')] },
    refreshInterval: 600_000,
    listen: [{ host: undefined, port: 9004 }],
    telemetryPath: '/metrics',
    webConfigFile: undefined,
    probe: undefined,
    compression: 'gzip',
    timeoutOffset: 500,
    livePage: true,
    liveViewers: 16,
    metricNames: 'both',
    collectors: new Set(
      COLLECTORS.filter(({ modes, enabled }) => enabled && modes.includes('ovs')).map(({ name }) => name),
    ),
    unixctl: {
      vswitchd: { runDir: '/var/run/openvswitch', program: 'ovs-vswitchd' },
      ovsdbServer: { runDir: '/var/run/openvswitch', program: 'ovsdb-server' },
      timeout: 2000,
    },
    selection: { bridges: EVERYTHING, interfaces: EVERYTHING, statistics: EVERYTHING },
    seriesLimit: 1_000_000,
    logLevel: 'info',
    logFormat: 'logfmt',
  })
})

t.test('the control sockets, by pidfile or by path', async (t) => {
  const { unixctl } = await resolveConfig(
    { unixctlRunDir: '/run/a', unixctlOvsdbServer: '/b.ctl', unixctlTimeout: '1s' },
    {},
  )
  t.strictSame(unixctl, {
    vswitchd: { runDir: '/run/a', program: 'ovs-vswitchd' },
    ovsdbServer: { path: '/b.ctl' },
    timeout: 1000,
  })
})

t.test('what the mode decides', async (t) => {
  const { listen, refreshInterval } = await resolveConfig({ mode: 'netmaster' }, {})
  t.strictSame({ listen, refreshInterval }, { listen: [{ host: undefined, port: 9005 }], refreshInterval: 15_000 })
  t.match(await resolveConfig({ mode: 'netplugin' }, {}), { listen: [{ port: 9004 }], refreshInterval: 600_000 })
  t.match(await resolveConfig({ mode: 'netmaster', listen: ':1', refreshInterval: '1s' }, {}), {
    listen: [{ port: 1 }],
    refreshInterval: 1000,
  })
})

t.test('every setting, by its flag and by its variable; the flag wins', async (t) => {
  for (const name of NAMES) {
    const [one, other] = SAMPLES[name]
    const { env } = SETTINGS[name]
    const [asOne, asOther] = [await shown(name, { [name]: one }), await shown(name, { [name]: other })]
    t.not(asOne, asOther, name)
    t.equal(await shown(name, {}, { [env]: one }), asOne, env)
    t.equal(await shown(name, { [name]: other }, { [env]: one }), asOther, `${name} beats ${env}`)
  }
})

t.test('an empty variable is none, a flag without text is wrong', async (t) => {
  for (const name of NAMES) {
    const { env, flag } = SETTINGS[name]
    t.equal(await shown(name, {}, { [env]: '' }), await shown(name, {}), env)
    t.equal(await shown(name, {}, { [env]: undefined }), await shown(name, {}), env)
    await t.rejects(resolveConfig({ [name]: '' }, {}), { message: new RegExp(`^${flag}: expected .*, got `) }, flag)
  }
})

t.test('what is wrong is told by the name of where it came from', async (t) => {
  const wrong: Readonly<Record<PlainName, string>> = {
    mode: 'netlord',
    ovsdb: '10.0.0.1',
    ovsdbSource: 'poll',
    etcd: 'ftp://a',
    consul: 'ftp://a',
    netmaster: 'http://a,http://b',
    refreshInterval: 'often',
    listen: '9004',
    telemetryPath: 'metrics',
    compression: 'zstd',
    timeoutOffset: '-1s',
    livePage: 'maybe',
    liveViewers: '0',
    unixctlRunDir: 'openvswitch',
    unixctlVswitchd: 'ovs-vswitchd.1.ctl',
    unixctlOvsdbServer: './ctl',
    unixctlTimeout: 'soon',
    metricNames: 'classic',
    bridgeInclude: '(',
    bridgeExclude: '[',
    interfaceInclude: 'a)(b',
    interfaceExclude: '*',
    statisticsInclude: '\\',
    statisticsExclude: '?',
    seriesLimit: '0',
    logLevel: 'loud',
    logFormat: 'xml',
  }
  for (const name of NAMES) {
    const { flag, env } = SETTINGS[name]
    const text = wrong[name]
    const refusal = (source: string) => ({ name: 'ConfigError', message: new RegExp(`^${source}: expected .*, got .`) })
    await t.rejects(resolveConfig({ [name]: text }, {}), refusal(flag), flag)
    await t.rejects(resolveConfig({}, { [env]: text }), refusal(env), env)
  }
  await t.rejects(resolveConfig({}, { CONTIV_ETCD: 'ftp://me:secret@a' }), {
    message: 'CONTIV_ETCD: expected an http or https URL like http://10.0.0.1:6666, got "ftp://…@a"',
  })
})

t.test('Netmaster is asked again after a while, not all the time', async (t) => {
  await t.rejects(resolveConfig({ refreshInterval: '1ms' }, {}), {
    message: '--contiv.refresh-interval: expected a duration from 200ms to 24h, such as 30s or 10m, got "1ms"',
  })
})

t.test('a setting of a megabyte is told in a line', async (t) => {
  for (const name of ['ovsdb', 'mode', 'listen', 'etcd', 'seriesLimit', 'telemetryPath', 'bridgeInclude'] as const) {
    try {
      await resolveConfig({ [name]: '(<'.repeat(500_000) }, {})
      t.fail(name)
    } catch (error) {
      const { message } = error as Error
      t.ok(message.length < 500, `${name}: ${message.length} characters`)
    }
  }
})

t.test('a setting is right or wrong whether the mode uses it or not', async (t) => {
  await t.rejects(resolveConfig({ mode: 'ovs', etcd: 'ftp://a' }, {}), ConfigError)
  await t.rejects(resolveConfig({ mode: 'netmaster', ovsdb: 'no' }, {}), ConfigError)
})

t.test('listens wherever it is told', async (t) => {
  const two = [
    { host: undefined, port: 1 },
    { host: '::1', port: 2 },
  ]
  t.strictSame((await resolveConfig({ listen: [':1', '[::1]:2'] }, { WEB_LISTEN_ADDRESS: ':3' })).listen, two)
  t.strictSame((await resolveConfig({}, { WEB_LISTEN_ADDRESS: ':1, [::1]:2' })).listen, two)
  t.strictSame(
    (await resolveConfig({}, { WEB_LISTEN_ADDRESS: ':1,[::1]:2, ' })).listen,
    two,
    'a comma at the end is harmless',
  )
  for (const nowhere of [',', ' ', ' , ,', '\t']) {
    await t.rejects(resolveConfig({}, { WEB_LISTEN_ADDRESS: nowhere }), {
      name: 'ConfigError',
      message: /^WEB_LISTEN_ADDRESS: expected HOST:PORT or :PORT, .*, got "/,
    })
    t.strictSame((await resolveConfig({ listen: [':1'] }, { WEB_LISTEN_ADDRESS: nowhere })).listen, two.slice(0, 1))
  }
  await t.rejects(resolveConfig({ listen: [':1', 'x'] }, {}), {
    message: /^--web.listen-address: expected .*, got "x"$/,
  })
})

t.test('whom to ask for Netmaster: a fixed one before Consul, Consul before etcd', async (t) => {
  const all = { CONTIV_ETCD: 'http://e:1,f:2', CONTIV_CONSUL: 'http://c:1', CONTIV_NETMASTER: 'n:9999' }
  const leader = async (env: Environment, flags: Flags = {}) =>
    JSON.parse(JSON.stringify((await resolveConfig(flags, env)).leader))
  t.strictSame(await leader(all), { kind: 'fixed', url: 'http://n:9999/' })
  t.strictSame(await leader({ ...all, CONTIV_NETMASTER: '' }), { kind: 'consul', urls: ['http://c:1/'] })
  t.strictSame(await leader({ CONTIV_ETCD: all.CONTIV_ETCD }), { kind: 'etcd', urls: ['http://e:1/', 'http://f:2/'] })
  const flags = { etcd: 'e', consul: 'c', netmaster: 'n' }
  t.strictSame(await leader({}, flags), { kind: 'fixed', url: 'http://n/' })
  t.strictSame(await leader({}, { etcd: 'e', consul: 'c' }), { kind: 'consul', urls: ['http://c/'] })
})

t.test('who types how to find Netmaster means no variable', async (t) => {
  const typed: readonly (readonly [flags: Flags, leader: object])[] = [
    [{ etcd: 'e' }, { kind: 'etcd', urls: ['http://e/'] }],
    [{ consul: 'c' }, { kind: 'consul', urls: ['http://c/'] }],
    [{ netmaster: 'n' }, { kind: 'fixed', url: 'http://n/' }],
  ]
  for (const [flags, leader] of typed) {
    for (const text of ['http://variable:1', 'ftp://wrong']) {
      const env = { CONTIV_ETCD: text, CONTIV_CONSUL: text, CONTIV_NETMASTER: text, CONTIV_REFRESH_INTERVAL: '1m' }
      const config = await resolveConfig(flags, env)
      t.strictSame(JSON.parse(JSON.stringify(config.leader)), leader)
      t.equal(config.refreshInterval, 60_000)
    }
  }
})

t.test('the files of TLS', { skip: missing('openssl') }, async (t) => {
  const authority = await createAuthority(t)
  const [identity, other] = await Promise.all([authority.issue(), authority.issue()])
  const flags = { ovsdb: 'ssl:a:1', ...identity, caCertificate: authority.certificate }
  const read = (path: string) => readFileSync(path, 'utf8')
  const tls = {
    privateKey: read(identity.privateKey),
    certificate: read(identity.certificate),
    caCertificate: read(authority.certificate),
  }
  const refused = (wrong: Flags, env: Environment, message: string) =>
    t.rejects(resolveConfig(wrong, env), { name: 'ConfigError', message })

  t.strictSame((await resolveConfig(flags, {})).tls?.(), tls)
  t.equal((await resolveConfig({ ...flags, ovsdb: 'tcp:a:1' }, {})).tls, undefined, 'no use for them')
  t.ok((await resolveConfig({ ...flags, ovsdb: 'tcp:a:1,ssl:b:1' }, {})).tls, 'one of several')
  await refused(
    { ...flags, ...other, certificate: identity.certificate },
    {},
    'expected the key of the certificate, got',
  )
  for (const name of ['privateKey', 'certificate', 'caCertificate'] as const) {
    const { flag, env } = SETTINGS[name]
    const { [name]: path, ...rest } = flags
    t.strictSame((await resolveConfig(rest, { [env]: path })).tls?.(), tls, env)
    t.strictSame((await resolveConfig(flags, { [env]: '/none' })).tls?.(), tls, `${flag} beats ${env}`)
    await refused(rest, {}, `${flag}: expected the path of a file for ssl:a:1, got none`)
    await refused(rest, { [env]: '' }, `${flag}: expected the path of a file for ssl:a:1, got none`)
    await refused({ [name]: '/none' }, {}, `${flag}: expected a file that can be read, got "/none" (ENOENT)`)
    await refused(rest, { [env]: '/none' }, `${env}: expected a file that can be read, got "/none" (ENOENT)`)
    await refused({ [name]: 'package.json' }, {}, `${flag}: expected a `)
  }
  const renewed = (await resolveConfig(flags, {})).tls
  for (const name of ['privateKey', 'certificate'] as const) copyFileSync(other[name], identity[name])
  t.strictSame(renewed?.(), { ...tls, privateKey: read(other.privateKey), certificate: read(other.certificate) })
})

t.test('the files of TLS, for a relay', { skip: missing('openssl') }, async (t) => {
  const authority = await createAuthority(t)
  const identity = await authority.issue()
  const [ovsdb, caCertificate] = ['wss://a/', authority.certificate]
  const content = { caCertificate: readFileSync(caCertificate, 'utf8') }
  t.equal((await resolveConfig({ ovsdb }, {})).tls, undefined, 'trusted by the CAs of Node.js')
  t.strictSame((await resolveConfig({ ovsdb, caCertificate }, {})).tls?.(), content)
  const whole = (await resolveConfig({ ovsdb, ...identity, caCertificate }, {})).tls?.()
  t.match(whole, { ...content, privateKey: /PRIVATE KEY/, certificate: /CERTIFICATE/ })
  const refused = (flags: Flags, flag: string, purpose: string) =>
    t.rejects(resolveConfig(flags, {}), {
      message: `${flag}: expected the path of a file for ${purpose}, got none`,
    })
  await refused({ ovsdb, ...identity }, '--ovsdb.ca-cert', 'wss://a/')
  await refused({ ovsdb, certificate: identity.certificate, caCertificate }, '--ovsdb.private-key', 'wss://a/')
  await refused({ ovsdb: 'wss://a/,ssl:b:1', caCertificate }, '--ovsdb.private-key', 'wss://a/,ssl:b:1')
  const { path } = writeWebConfig(t, { targets: [{ hosts: ['a'] }] })
  await refused({ ovsdb, probeConfigFile: path }, '--ovsdb.private-key', 'ssl: targets of probes')
})

t.test('the web configuration', async (t) => {
  const { path } = writeWebConfig(t, { basic_auth_users: {} })
  const { path: other } = writeWebConfig(t, {})
  t.equal((await resolveConfig({ webConfigFile: path }, {})).webConfigFile, path)
  t.equal((await resolveConfig({}, { WEB_CONFIG_FILE: path })).webConfigFile, path)
  t.equal((await resolveConfig({ webConfigFile: path }, { WEB_CONFIG_FILE: other })).webConfigFile, path)
  t.equal((await resolveConfig({}, { WEB_CONFIG_FILE: '' })).webConfigFile, undefined)
  const refused = (flags: Flags, env: Environment, message: string) =>
    t.rejects(resolveConfig(flags, env), { name: 'ConfigError', message })
  await refused({ webConfigFile: '' }, {}, '--web.config.file: expected the path of a file, got ""')
  await refused(
    {},
    { WEB_CONFIG_FILE: '/none' },
    'WEB_CONFIG_FILE: /none: expected a file that can be read, got ENOENT',
  )
  const { path: wrong } = writeWebConfig(t, { tls: {} })
  await refused(
    { webConfigFile: wrong },
    {},
    `--web.config.file: ${wrong}: tls: expected a key of the format, got an unknown one`,
  )
})

t.test('the probe configuration', { skip: missing('openssl') }, async (t) => {
  const { path } = writeWebConfig(t, { targets: [{ hosts: ['a'], transports: ['tcp'] }] })
  t.match((await resolveConfig({ probeConfigFile: path }, {})).probe?.targets, [{ names: new Set(['a']) }])
  t.match((await resolveConfig({}, { PROBE_CONFIG_FILE: path })).probe?.targets, [{ names: new Set(['a']) }])
  t.equal((await resolveConfig({}, { PROBE_CONFIG_FILE: '' })).probe, undefined)
  await t.rejects(resolveConfig({ probeConfigFile: '' }, {}), {
    message: '--probe.config.file: expected the path of a file, got ""',
  })
  await t.rejects(resolveConfig({}, { PROBE_CONFIG_FILE: '/none' }), {
    message: /^PROBE_CONFIG_FILE: \/none: expected /,
  })

  const { path: ssl } = writeWebConfig(t, { targets: [{ hosts: ['a'] }] })
  await t.rejects(resolveConfig({ probeConfigFile: ssl }, {}), {
    message: '--ovsdb.private-key: expected the path of a file for ssl: targets of probes, got none',
  })
  const authority = await createAuthority(t)
  const flags = { ...(await authority.issue()), caCertificate: authority.certificate, probeConfigFile: ssl }
  t.ok((await resolveConfig(flags, {})).tls)
})
