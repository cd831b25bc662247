import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parse } from 'lossless-json'
import t from 'tap'
import { connect } from '../../lib/index.js'
import { createAuthority, tlsFlags } from '../support/certificates.js'
import { freePort } from '../support/free-port.js'
import { type OvsdbServer, startOvsdbServer } from '../support/ovsdb-server.js'
import { type Outcome, outcome, run } from '../support/run.js'
import { handshake, silence, startScriptedServer } from '../support/scripted-server.js'
import { tempDir } from '../support/temp-dir.js'
import { missing } from '../support/which.js'

const COMMAND = [process.execPath, 'dist/bin/ovs-interfaces.js']
const FIXTURE = 'fixtures/ovsdb/load-contiv-node.json'
const NEEDED = ['ovsdb-server', 'ovsdb-tool'] as const
const INT64_MAX = '9223372036854775807'

function interfaces(...args: readonly string[]): Promise<Outcome> {
  return outcome('env', ['-u', 'OVSDB_REMOTE', ...COMMAND, ...args])
}

function interfacesWith(remote: string, ...args: readonly string[]): Promise<Outcome> {
  return outcome('env', [`OVSDB_REMOTE=${remote}`, ...COMMAND, ...args])
}

/** A bond, counters beyond 2^53, names and keys from a hostile world. */
const STRANGE = [
  {
    op: 'insert',
    table: 'Interface',
    'uuid-name': 'i1',
    row: { name: 'eth10', admin_state: 'up', link_state: 'down' },
  },
  {
    op: 'insert',
    table: 'Interface',
    'uuid-name': 'i2',
    row: {
      name: '\u001b[2Jeth2, "two"\n日本',
      external_ids: ['map', Object.entries({ ['__proto__']: 'p', '\u009b2J': '\u007f' })],
      statistics: [
        'map',
        [
          ['rx_bytes', BigInt(INT64_MAX)],
          ['collisions', 0],
          ['rx_packets', 2n ** 53n + 1n],
        ],
      ],
    },
  },
  { op: 'insert', table: 'Port', 'uuid-name': 'p', row: { name: 'bond0', interfaces: named('i1', 'i2') } },
  { op: 'insert', table: 'Bridge', 'uuid-name': 'b', row: { name: 'br-strange', ports: named('p') } },
  { op: 'mutate', table: 'Open_vSwitch', where: [], mutations: [['bridges', 'insert', named('b')]] },
]

function named(...names: readonly string[]) {
  return ['set', names.map((name) => ['named-uuid', name])]
}

t.test('with the captured Contiv node', { skip: missing(...NEEDED) }, async (t) => {
  const server = await startOvsdbServer(t, { load: FIXTURE })

  t.test('prints the table', async (t) => {
    const { status, stdout, stderr } = await interfaces('--db', server.remote)
    t.same({ status, stderr }, { status: 0, stderr: '' })
    t.same(
      stdout.split('\n').map((line) => line.split(/ +/).slice(0, 7).join(' ')),
      [
        'bridge port interface type link_state rx_packets rx_bytes',
        'contivVxlanBridge contivh0 contivh0 internal up 0 0',
        ...[770, 1680, 2730, 3920, 5250, 6720, 8330, 10080].map(
          (bytes, index) =>
            `contivVxlanBridge vvport${index + 1} vvport${index + 1} system up ${7 * (index + 1)} ${bytes}`,
        ),
        '',
      ],
    )
  })

  t.test('reads over a Unix socket, named by the environment', async (t) => {
    const overTcp = await interfaces('--db', server.remote)
    t.same(await interfaces('--db', `unix:${server.dir}/none,${server.remote}`), overTcp, 'one of two remotes')
    t.same(await interfacesWith(server.unix), overTcp)
  })

  t.test('a flag beats the environment, whatever that holds', async (t) => {
    t.match(await interfacesWith('nonsense', '--db', server.remote, 'vvport1'), { status: 0, stderr: /^$/ })
  })

  t.test('filters by name and by bridge', async (t) => {
    const names = async (...args: readonly string[]) => {
      const { status, stdout, stderr } = await interfaces('--db', server.remote, '--json', ...args)
      return { status, stderr, names: parseRows(stdout).map((row) => row.interface) }
    }
    t.same(await names('vvport7', 'c*'), { status: 0, stderr: '', names: ['contivh0', 'vvport7'] })
    t.same(await names('--bridge', 'contivVlanBridge'), { status: 0, stderr: '', names: [] })
    t.same(await names('--bridge', 'contivVlan*', '--bridge', '*Vxlan*', 'vvport?', '--', 'contivh0'), {
      status: 0,
      stderr: '',
      names: ['contivh0', ...Array.from({ length: 8 }, (_, index) => `vvport${index + 1}`)],
    })
    t.same(await names('vvport2', 'veth*', 'eth\x1b[2J'), {
      status: 1,
      stderr: 'ovs-interfaces: no interface matches "veth*"\novs-interfaces: no interface matches "eth\\x1b[2J"\n',
      names: ['vvport2'],
    })
    t.same(await names('--bridge', 'br0'), {
      status: 1,
      stderr: 'ovs-interfaces: no bridge matches "br0": there are contivVlanBridge, contivVxlanBridge\n',
      names: [],
    })
  })

  t.test('a reader that goes away, and one that cannot take it', async (t) => {
    for (const format of [[], ['--json'], ['--csv'], ['--help']]) {
      const child = spawn(process.execPath, [...COMMAND.slice(1), '--db', server.remote, ...format])
      child.stdout.destroy()
      const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'close')])
      t.same({ status, stderr }, { status: 0, stderr: '' }, format.join())
    }
    const full = await outcome('sh', ['-c', '"$@" > /dev/full', 'sh', ...COMMAND, '--db', server.remote])
    t.match(full, { status: 1, stderr: 'ovs-interfaces: cannot print: ENOSPC: no space left on device, write\n' })
  })
})

t.test('says of each interface what ovs-vsctl says', { skip: missing(...NEEDED, 'ovs-vsctl') }, async (t) => {
  const server = await startOvsdbServer(t, { load: FIXTURE })
  await addStrange(server)
  const { status, stdout } = await interfaces('--db', server.remote, '--json')
  t.equal(status, 0)
  const rows = parseRows(stdout)
  const reference = await vsctlInterfaces(server)
  t.equal(reference.length, 11)
  t.same(new Map(rows.map((row) => [row.uuid, row])), new Map(reference.map((row) => [row.uuid, row])))

  const strange = rows.find(({ statistics }) => statistics.get('rx_bytes') === INT64_MAX)
  t.same(strange?.statistics.get('rx_packets'), '9007199254740993')
  t.equal(strange?.external_ids.get('__proto__'), 'p')
})

t.test('CSV reads back as what JSON says', { skip: missing(...NEEDED, 'python3') }, async (t) => {
  const server = await startOvsdbServer(t, { load: FIXTURE })
  await addStrange(server)
  const [json, csv] = await Promise.all([
    interfaces('--db', server.remote, '--json'),
    interfaces('--db', server.remote, '--csv'),
  ])
  const script = 'import csv, json, sys; print(json.dumps(list(csv.DictReader(sys.stdin, strict=True))))'
  const fields = JSON.parse(await run('python3', ['-X', 'utf8', '-c', script], csv.stdout)) as Record<string, string>[]
  const textOf = (field: string): string => (field.startsWith('"') ? JSON.parse(field) : field)
  const read = fields.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, field]) => [name, textOf(field)])),
  )
  const reported = parseRows(json.stdout).flatMap(({ statistics }) => [...statistics.keys()])
  const keys = [...reported, 'rx_dropped', 'rx_errors', 'tx_dropped', 'tx_errors']
  const expected = parseRows(json.stdout).map(({ external_ids, statistics, ...row }) => ({
    ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? ''])),
    ...Object.fromEntries(keys.map((key) => [key, statistics.get(key) ?? ''])),
  }))
  t.same(read, expected)
  t.notMatch(csv.stdout, /[^\n\P{Cc}]/u, 'no control characters')
  t.equal(read.length, 11)
  t.match(read, [{ interface: '\u001b[2Jeth2, "two"\n日本', rx_bytes: INT64_MAX, collisions: '0', tx_bytes: /^$/ }])
})

t.test('an empty database is no failure', { skip: missing(...NEEDED) }, async (t) => {
  const server = await startOvsdbServer(t)
  t.match(await interfaces('--db', server.remote), { status: 0, stdout: /^bridge .* tx_errors\n$/, stderr: /^$/ })
  t.same(await interfaces('--db', server.remote, '--json'), { status: 0, stdout: '[]\n', stderr: '' })
  t.match(await interfaces('--db', server.remote, '--csv'), {
    status: 0,
    stdout: /^bridge,.*,tx_packets\n$/,
    stderr: /^$/,
  })
  t.match(await interfaces('--db', server.remote, 'eth0'), {
    status: 1,
    stderr: 'ovs-interfaces: no interface matches "eth0"\n',
  })
})

t.test('a server that cannot be read: one line, status 1', async (t) => {
  const remote = `tcp:127.0.0.1:${await freePort()}`
  t.same(await interfaces('--db', remote), {
    status: 1,
    stdout: '',
    stderr: `ovs-interfaces: cannot connect to ${remote}: connect ECONNREFUSED ${remote.slice(4)}\n`,
  })
  t.test('because it does not answer', { skip: missing(...NEEDED) }, async (t) => {
    const server = await startOvsdbServer(t)
    await server.kill('SIGSTOP')
    t.same(await interfaces('--db', server.remote, '--timeout', '50ms'), {
      status: 1,
      stdout: '',
      stderr: `ovs-interfaces: cannot connect to ${server.remote}: no answer within 50 ms\n`,
    })
  })
  t.test('because it answers no more', async (t) => {
    const schema = JSON.parse(readFileSync('fixtures/ovsdb/vswitch.ovsschema', 'utf8'))
    const server = await startScriptedServer(t, (method, params, peer) =>
      method === 'transact' ? silence() : handshake(schema)(method, params, peer),
    )
    t.match(await interfaces('--db', server.remote, '--timeout', '2s'), {
      status: 1,
      stdout: /^$/,
      stderr: /^ovs-interfaces: expected a reply to "transact" within 2000 ms, got none\n$/,
    })
  })
  t.test('because it is another database', { skip: missing(...NEEDED) }, async (t) => {
    const schema = join(tempDir(t), 'other.ovsschema')
    writeFileSync(schema, '{"name": "other", "version": "1.0.0", "tables": {}}')
    const { remote } = await startOvsdbServer(t, { schema })
    t.match(await interfaces('--db', remote), {
      status: 1,
      stdout: /^$/,
      stderr:
        /^ovs-interfaces: cannot connect to .*expected a database named "Open_vSwitch", the server has .*other.*\n$/,
    })
  })
})

t.test('reads over TLS', { skip: missing(...NEEDED, 'openssl') }, async (t) => {
  const authority = await createAuthority(t)
  const [identity, client, port] = await Promise.all([authority.issue(), authority.issue(), freePort()])
  const server = await startOvsdbServer(t, {
    load: FIXTURE,
    remotes: [`pssl:${port}:127.0.0.1`],
    args: tlsFlags(authority, identity),
  })
  const remote = `ssl:127.0.0.1:${port}`
  const flags = ['-p', client.privateKey, '-c', client.certificate, '-C', authority.certificate]
  t.same(await interfaces('--db', remote, ...flags), await interfaces('--db', server.remote))
  t.same(await interfaces('--db', remote, ...tlsFlags(authority, client)), await interfaces('--db', server.remote))

  const refused = async (args: readonly string[], text: string) =>
    t.same(await interfaces('--db', remote, ...args), { status: 2, stdout: '', stderr: `ovs-interfaces: ${text}\n` })
  await refused([], `--private-key: expected the path of a file for ${remote}, got none`)
  await refused(flags.slice(0, 4), `--ca-cert: expected the path of a file for ${remote}, got none`)
  await refused([...flags, '-c', '/none'], '--certificate: expected a file that can be read, got "/none" (ENOENT)')
  await refused(
    [...flags, '-c', identity.certificate],
    '--private-key: expected the key of the certificate, got that of another one',
  )
  const key = readFileSync(client.privateKey, 'utf8')
  t.notMatch((await interfaces('--db', remote, ...flags, '-p', key)).stderr, key.slice(40, 60), 'no secret is told')
})

t.test('wrong flags: one line that names the flag, status 2', async (t) => {
  const cases: readonly (readonly [args: readonly string[], stderr: RegExp])[] = [
    [['--db', 'nonsense'], /'--db <remotes>' .*expected tcp:HOST.* got "nonsense"/],
    [['--db', 'tcp:127.0.0.1:0'], /'--db <remotes>' .*expected a port from 1 to 65535, got 0/],
    [['--db', 'two\nlines'], /'two\\x0alines'/],
    [['--db'], /'--db <remotes>' argument missing/],
    [['--timeout', '5'], /'--timeout <duration>' .*expected a duration .* got "5"/],
    [['--json', '--csv'], /'--json' cannot be used with option '--csv'/],
    [['--jsno'], /unknown option '--jsno'/],
  ]
  const outcomes = await Promise.all(cases.map(([args]) => interfaces(...args)))
  for (const [index, [, stderr]] of cases.entries()) {
    t.match(outcomes[index], { status: 2, stdout: /^$/, stderr })
    t.match(outcomes[index]?.stderr, /^ovs-interfaces: [^\n]+\n$/)
  }
  t.match(await interfacesWith('nonsense'), {
    status: 2,
    stdout: /^$/,
    stderr: /^ovs-interfaces: [^\n]*OVSDB_REMOTE[^\n]*expected tcp:HOST[^\n]*\n$/,
  })
  t.not((await interfacesWith('', '--timeout', '1s')).status, 2, 'an empty variable counts as unset')
})

t.test('explains itself', async (t) => {
  const help = await interfaces('--help')
  t.match(help, { status: 0, stderr: /^$/ })
  const words = [
    '--db',
    '--bridge',
    '--json',
    '--csv',
    '--watch',
    '--rate',
    '--count',
    '--endpoints',
    '--contiv.etcd',
    'CONTIV_NETMASTER',
    '--timeout',
    '-p, --private-key',
    '-c, --certificate',
    '-C, --ca-cert',
    '--version',
    'OVSDB_REMOTE',
    'Exit status',
    'switch sees',
  ]
  for (const word of words) t.match(help.stdout, word)
  t.notMatch(help.stdout, /.{81}/, 'fits a terminal of 80 columns')
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  t.same(await interfaces('--version'), { status: 0, stdout: `${version}\n`, stderr: '' })
})

async function addStrange(server: OvsdbServer): Promise<void> {
  await using client = await connect(server.remote, { database: 'Open_vSwitch' })
  await client.transactRaw(STRANGE)
}

interface JsonRow {
  readonly bridge: string | null
  readonly port: string | null
  readonly interface: string
  readonly type: string
  readonly uuid: string
  readonly admin_state: string | null
  readonly link_state: string | null
  readonly external_ids: ReadonlyMap<string, string>
  /** The digits as they were written. */
  readonly statistics: ReadonlyMap<string, string>
}

function parseRows(json: string): readonly JsonRow[] {
  const rows = parse(json, undefined, (digits) => digits) as (Omit<JsonRow, 'external_ids' | 'statistics'> & {
    external_ids: Record<string, string>
    statistics: Record<string, string>
  })[]
  return rows.map((row) => ({
    ...row,
    external_ids: new Map(Object.entries(row.external_ids)),
    statistics: new Map(Object.entries(row.statistics)),
  }))
}

/** The Interface table as ovs-vsctl lists it, and the bridge and port that it finds for each. */
async function vsctlInterfaces({ remote }: OvsdbServer): Promise<readonly JsonRow[]> {
  const list = async (table: string): Promise<Record<string, unknown>[]> => {
    const json = await run('ovs-vsctl', [`--db=${remote}`, '--no-wait', '--format=json', 'list', table])
    const { headings, data } = parse(json, undefined, (digits) => digits) as { headings: string[]; data: unknown[][] }
    return data.map((cells) => Object.fromEntries(headings.map((heading, index) => [heading, cells[index]])))
  }
  const ports = await list('port')
  return Promise.all(
    (await list('interface')).map(async (row) => ({
      bridge: (await run('ovs-vsctl', [`--db=${remote}`, '--no-wait', 'iface-to-br', String(row.name)])).trimEnd(),
      port: String(ports.find(({ interfaces }) => JSON.stringify(interfaces).includes(uuidOf(row)))?.name),
      interface: String(row.name),
      type: String(row.type),
      uuid: uuidOf(row),
      admin_state: optional(row.admin_state),
      link_state: optional(row.link_state),
      external_ids: new Map((row.external_ids as [string, [string, string][]])[1]),
      statistics: new Map((row.statistics as [string, [string, string][]])[1]),
    })),
  )
}

function uuidOf({ _uuid }: Record<string, unknown>): string {
  return (_uuid as [string, string])[1]
}

function optional(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
