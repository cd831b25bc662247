import fc from 'fast-check'
import { ContivError } from '../../../lib/contiv/index.js'
import { parseStoreUrls } from '../../../lib/contiv/store-url.js'
import { TOGGLES } from '../../../lib/exporter/config/collectors.js'
import { parseCommandLine } from '../../../lib/exporter/config/command.js'
import { ConfigError } from '../../../lib/exporter/config/errors.js'
import { SETTINGS, type Setting } from '../../../lib/exporter/config/settings.js'
import { parseWebConfig } from '../../../lib/exporter/http/web-config/parse-web-config.js'
import { parseProbeConfig } from '../../../lib/exporter/probe/probe-config.js'
import { isAllowed, parseTarget } from '../../../lib/exporter/probe/target.js'
import { parseEndpoint, parseRemotes } from '../../../lib/ovsdb/endpoint.js'
import { OvsdbError } from '../../../lib/ovsdb/errors.js'
import { parsePassiveEndpoint } from '../../../lib/ovsdb/listen/passive-endpoint.js'
import { SECRET_HASH } from '../../support/web-config.js'
import { broken, bytesOf, type FuzzTarget, survive, textOf } from '../target.js'

const settings: readonly Setting[] = Object.values(SETTINGS)

const VALUES = [
  'tcp:[::1]:6640',
  'http://u:p@h:1,h',
  ':9004',
  '10m',
  '1e9s',
  '(a',
  '/metrics',
  '/',
  '',
  '0',
  'both',
  'x\ny',
]

const FLAGS = [...settings.map(({ flag }) => flag), ...TOGGLES.flatMap(({ flag, noFlag }) => [flag, noFlag])]

/** Words of a command line, NUL between them; those that begin with a variable's name and `=` are of the environment. */
export const flags: FuzzTarget = {
  name: 'flags',
  seeds: settings.map(({ flag, env, default: value = 'x' }) => bytesOf(`${flag}\0${value}\0${env}=${value}`)),
  words: [...FLAGS, ...settings.map(({ env }) => `${env}=`), ...VALUES, '--help', '--version', '--'],
  generated: fc
    .array(fc.oneof(fc.constantFrom(...FLAGS), fc.constantFrom(...VALUES), fc.string()), { maxLength: 8 })
    .map((words) => bytesOf(words.join('\0'))),
  async check(input) {
    const words = textOf(input).split('\0')
    const variables = words.filter((word) => /^[A-Z_]+=/.test(word))
    const env = Object.fromEntries(variables.map((word) => [word.split('=')[0], word.slice(word.indexOf('=') + 1)]))
    const args = words.filter((word) => !variables.includes(word))
    const asked = await parseCommandLine(args, env, '1.2.3')
    if (asked.kind === 'run' || asked.status === 0) return
    if (asked.status !== 2) throw broken('status 2', asked.status)
    if (!/^error: [^\p{Cc}\p{Zl}\p{Zp}]+\n$/u.test(asked.text)) throw broken('one line', JSON.stringify(asked.text))
  },
}

const WEB_CONFIG = `
tls_server_config: { cert_file: a.crt, key_file: a.key, client_auth_type: RequireAnyClientCert, min_version: TLS12 }
http_server_config: { http2: true, headers: { X-Frame-Options: deny } }
basic_auth_users: { alice: ${SECRET_HASH} }
rate_limit: { interval: 1s, burst: 10 }
`

const YAML = [
  '&a ',
  '*a',
  '<<: ',
  '!!js/function ',
  '---\n',
  '...\n',
  '? ',
  '- ',
  '| \n',
  '"\\x',
  '%YAML 1.2\n',
  '{a: *a}',
  '!<',
  '#',
]

const yaml = fc.jsonValue().map((value) => bytesOf(JSON.stringify(value)))

/** What the file of a web configuration may say: it can be used, or is refused on a line without its secrets. */
export const webConfig: FuzzTarget = {
  name: 'web-config',
  seeds: [bytesOf(WEB_CONFIG), bytesOf('basic_auth_users: &a { b: *a }'), bytesOf('')],
  words: [...YAML, 'basic_auth_users:', 'tls_server_config:', 'rate_limit:', 'key: ', 'interval: 1h', SECRET_HASH],
  generated: yaml,
  check(input) {
    survive(() => refusal(() => parseWebConfig(textOf(input), 'web.yml')), ConfigError)
  },
}

const PROBE_CONFIG = `
targets: [{ hosts: [switch7, 10.20.0.0/16, 'fd00::/8'], ports: [6640], transports: [ssl] }]
modules: { counters: { collectors: [traffic], timeout_seconds: 2, connections: 4 } }
`

/** What the file of a probe configuration may say. */
export const probeConfig: FuzzTarget = {
  name: 'probe-config',
  seeds: [bytesOf(PROBE_CONFIG), bytesOf('targets: &a [{ hosts: *a }]'), bytesOf('')],
  words: [...YAML, 'targets:', 'hosts:', 'modules:', '10.0.0.0/8', '::/0', 'default:', 'timeout_seconds: 0.1'],
  generated: yaml,
  check(input) {
    survive(() => refusal(() => parseProbeConfig(textOf(input), 'probe.yml')), ConfigError)
  },
}

/** @throws what `parse` throws, when it is one line without the secret */
function refusal(parse: () => unknown): void {
  try {
    parse()
  } catch (error) {
    const { message } = error as Error
    if (/[\n\r]/.test(message)) throw broken('one line', error)
    if (message.includes(SECRET_HASH.slice(8))) throw broken('no secret in the message', error)
    throw error
  }
}

const RULES = parseProbeConfig(PROBE_CONFIG, 'probe.yml').targets

/** Where servers are: OVSDB's remotes, what to listen on, targets of probes and URLs of stores. */
export const remotes: FuzzTarget = {
  name: 'remotes',
  seeds: [
    'tcp:127.0.0.1:6640,ssl:[fd00::1%eth0]:6641',
    'unix:/var/run/openvswitch/db.sock',
    'wss://h:1/p?q',
    'ptcp:6640:[::1]',
    'pssl:0:127.0.0.1',
    'http://u:p@10.0.0.1:6666, [fd00::1]:6666',
    'etcd://h:1',
    'ssl:switch7:6640',
  ].map(bytesOf),
  words: ['tcp:', 'ssl:', 'unix:', 'ws://', 'wss://', 'ptcp:', '[::1]', '%eth0', ':65536', ':0', '@', '//', '#', '?'],
  generated: fc
    .tuple(fc.constantFrom('tcp:', 'ssl:', 'ws://', 'http://', ''), fc.oneof(fc.webAuthority(), fc.ipV6(), fc.string()))
    .map((parts) => bytesOf(parts.join(''))),
  check(input) {
    // No longer than a person types: what is wrong is told as it was typed.
    const text = textOf(input).slice(0, 500)
    for (const { name } of survive(() => parseRemotes(text), OvsdbError) ?? []) {
      if (parseEndpoint(name).name !== name) throw broken('the same remote again', name)
    }
    survive(() => parsePassiveEndpoint(text), OvsdbError)
    for (const { href } of survive(() => parseStoreUrls(text, 'URL'), ContivError) ?? []) {
      if (String(parseStoreUrls(href.replaceAll(',', '%2C'), 'URL')) !== href.replaceAll(',', '%2C')) {
        throw broken('the same URL again', href)
      }
    }
    const target = parseTarget(text)
    if (target !== undefined) isAllowed(RULES, target)
  },
}
