import type { LeaderConfig } from '../../contiv/index.js'
import type { TlsOptions } from '../../jsonrpc/index.js'
import { isKeyOf } from '../../jsonrpc/node/index.js'
import { parseRemotes, readCertificate, readPrivateKey } from '../../ovsdb/index.js'
import type { ProbeConfig } from '../probe/types.js'
import { resolveCollectors, type Toggles } from './collectors.js'
import {
  COMPRESSIONS,
  type Config,
  LOG_FORMATS,
  LOG_LEVELS,
  MODES,
  type Mode,
  OVSDB_SOURCES,
  type UnixctlConfig,
} from './config.js'
import { ConfigError } from './errors.js'
import {
  absolutePath,
  certificateFile,
  count,
  duration,
  durationOrNone,
  interval,
  listenAddress,
  metricNamesOf,
  oneOf,
  type Parser,
  pattern,
  privateKeyFile,
  probeConfigFile,
  remotes,
  sampleCount,
  storeUrl,
  storeUrls,
  telemetryPath,
  webConfigFile,
} from './parsers.js'
import type { Selection } from './selection.js'
import { SETTINGS, type Setting, type SettingName } from './settings.js'

/** What was typed, by setting; a repeatable one as an array. */
export type Flags = Readonly<Partial<Record<SettingName, string | readonly string[]>>>

const NO_TOGGLES: Toggles = new Map()

export type Environment = Readonly<Record<string, string | undefined>>

interface Given {
  readonly text: string
  readonly source: string
}

/** The ways to find Netmaster, of which one is meant: where one of them is typed, none is in a variable. */
const LEADERS: readonly SettingName[] = ['netmaster', 'consul', 'etcd']

/**
 * Makes the configuration from flags and environment. A flag beats the environment, the environment beats the default,
 * and an empty variable counts as unset.
 *
 * @throws {ConfigError} one line that names the flag or variable, what was expected and what came
 */
export async function resolveConfig(flags: Flags, env: Environment, toggles: Toggles = NO_TOGGLES): Promise<Config> {
  const isLeaderTyped = LEADERS.some((name) => flags[name] !== undefined)
  const given = (name: SettingName) => settingOf(name, flags, isLeaderTyped && LEADERS.includes(name) ? {} : env)
  const one = <T>(name: SettingName, parse: Parser<T>): T | undefined => {
    const [only] = given(name)
    return only === undefined ? undefined : parse(only.text, only.source)
  }
  const defaulted = <T>(name: SettingName & DefaultedName, parse: Parser<T>): T =>
    one(name, parse) ?? parse(SETTINGS[name].default, SETTINGS[name].flag)

  const mode = defaulted('mode', oneOf(MODES))
  const ovsdb = defaulted('ovsdb', remotes)
  const probe = await one('probeConfigFile', probeConfigFile)
  const listen = given('listen').map(({ text, source }) => listenAddress(text, source))
  return {
    mode,
    ovsdb,
    ovsdbSource: defaulted('ovsdbSource', oneOf(OVSDB_SOURCES)),
    tls: tlsOf(one, ovsdb, probe),
    probe,
    leader: leaderOf(one, defaulted('etcd', storeUrls)),
    refreshInterval: one('refreshInterval', interval) ?? DEFAULT_REFRESH_INTERVAL[mode],
    listen: listen.length > 0 ? listen : [{ host: undefined, port: DEFAULT_PORT[mode] }],
    telemetryPath: defaulted('telemetryPath', telemetryPath),
    webConfigFile: await one('webConfigFile', webConfigFile),
    compression: defaulted('compression', oneOf(COMPRESSIONS)),
    timeoutOffset: defaulted('timeoutOffset', durationOrNone),
    livePage: defaulted('livePage', oneOf(['on', 'off'])) === 'on',
    liveViewers: defaulted('liveViewers', count),
    unixctl: unixctlOf(one, defaulted('unixctlRunDir', absolutePath), defaulted('unixctlTimeout', duration)),
    metricNames: defaulted('metricNames', metricNamesOf(mode)),
    collectors: resolveCollectors(toggles, env, mode),
    selection: selectionOf(one),
    seriesLimit: defaulted('seriesLimit', sampleCount),
    logLevel: defaulted('logLevel', oneOf(LOG_LEVELS)),
    logFormat: defaulted('logFormat', oneOf(LOG_FORMATS)),
  }
}

type DefaultedName = {
  [Name in SettingName]: (typeof SETTINGS)[Name] extends { default: string } ? Name : never
}[SettingName]

const DEFAULT_PORT: Readonly<Record<Mode, number>> = { netplugin: 9004, netmaster: 9005, ovs: 9004 }

const DEFAULT_REFRESH_INTERVAL: Readonly<Record<Mode, number>> = { netplugin: 600_000, netmaster: 15_000, ovs: 600_000 }

type One = <T>(name: SettingName, parse: Parser<T>) => T | undefined

/**
 * The files are read whatever the server, so that what is wrong is told. An `ssl:` server needs them; a `wss:` one can do
 * without, and is then trusted by the CAs of Node.js, or with that of the CA alone. They are read again for each
 * connection, because certificates are renewed.
 */
function tlsOf(one: One, ovsdb: string, probe: ProbeConfig | undefined): (() => TlsOptions) | undefined {
  const privateKey = one('privateKey', privateKeyFile)
  const certificate = one('certificate', certificateFile)
  const caCertificate = one('caCertificate', certificateFile)
  const given = [privateKey, certificate, caCertificate].some((path) => path !== undefined)
  const kinds = new Set(parseRemotes(ovsdb).map(({ kind }) => kind))
  const isServer = kinds.has('ssl') || (kinds.has('wss') && given)
  const isProbed = probe?.targets.some(({ transports }) => transports.has('ssl')) ?? false
  if (!isServer && !isProbed) return undefined
  const purpose = isServer ? ovsdb : 'ssl: targets of probes'
  const needed = (name: SettingName, value: string | undefined): string => {
    if (value !== undefined) return value
    throw new ConfigError(`${SETTINGS[name].flag}: expected the path of a file for ${purpose}, got none`)
  }
  const needsIdentity = kinds.has('ssl') || isProbed
  if (!needsIdentity && privateKey === undefined && certificate === undefined) {
    const path = needed('caCertificate', caCertificate)
    return () => ({ caCertificate: readCertificate(path) })
  }
  const paths = {
    privateKey: needed('privateKey', privateKey),
    certificate: needed('certificate', certificate),
    caCertificate: needed('caCertificate', caCertificate),
  }
  if (!isKeyOf(readPrivateKey(paths.privateKey), readCertificate(paths.certificate))) {
    throw new ConfigError(`${SETTINGS.privateKey.flag}: expected the key of the certificate, got that of another one`)
  }
  return () => ({
    privateKey: readPrivateKey(paths.privateKey),
    certificate: readCertificate(paths.certificate),
    caCertificate: readCertificate(paths.caCertificate),
  })
}

function selectionOf(one: One): Selection {
  return {
    bridges: { include: one('bridgeInclude', pattern), exclude: one('bridgeExclude', pattern) },
    interfaces: { include: one('interfaceInclude', pattern), exclude: one('interfaceExclude', pattern) },
    statistics: { include: one('statisticsInclude', pattern), exclude: one('statisticsExclude', pattern) },
  }
}

function unixctlOf(one: One, runDir: string, timeout: number): UnixctlConfig {
  const path = (name: SettingName) => one(name, absolutePath)
  const addressOf = (program: string, path: string | undefined) => (path === undefined ? { runDir, program } : { path })
  return {
    vswitchd: addressOf('ovs-vswitchd', path('unixctlVswitchd')),
    ovsdbServer: addressOf('ovsdb-server', path('unixctlOvsdbServer')),
    timeout,
  }
}

function leaderOf(one: One, etcd: readonly URL[]): LeaderConfig {
  const netmaster = one('netmaster', storeUrl)
  if (netmaster !== undefined) return { kind: 'fixed', url: netmaster }
  const consul = one('consul', storeUrls)
  return consul === undefined ? { kind: 'etcd', urls: etcd } : { kind: 'consul', urls: consul }
}

function settingOf(name: SettingName, flags: Flags, env: Environment): readonly Given[] {
  const { flag, env: variable, repeatable }: Setting = SETTINGS[name]
  const typed = flags[name]
  if (typed !== undefined) return [typed].flat().map((text) => ({ text, source: flag }))
  const text = env[variable]
  if (text === undefined || text === '') return []
  const parts = repeatable ? text.split(',').map((part) => part.trim()) : [text]
  const texts = parts.filter((part) => part !== '')
  return (texts.length > 0 ? texts : [text]).map((part) => ({ text: part, source: variable }))
}
