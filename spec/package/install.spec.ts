import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { outcome, run } from '../support/run.js'
import { tempDir } from '../support/temp-dir.js'

const PROGRAM = `import { type Client, connect, type Integer, type OpenVSwitch, operations, resultsOf, type Uuid } from 'ovsdb-exporter'
import { connect as browse } from 'ovsdb-exporter/browser'
import { type FakeCall, startFakeServer } from 'ovsdb-exporter/testing'

export async function fake(schema: object): Promise<string> {
  await using server = await startFakeServer({ schema, answer: (call: FakeCall) => call.proceed() })
  return server.remote
}

export async function firstBridge(url: string): Promise<string | undefined> {
  const client = await browse(url, { database: 'Open_vSwitch' })
  return (await client.select('Bridge', { columns: ['name'] }))[0]?.name
}

export async function firstCounter(remote: string): Promise<Integer | undefined> {
  await using client = await connect(remote, { database: 'Open_vSwitch', WebSocket })
  const [row] = await client.select('Interface', { columns: ['name', 'statistics'], where: [['name', '==', 'eth0']] })
  // @ts-expect-error: a column that was not asked for
  row?.mtu
  return row?.statistics.get('rx_packets')
}

const { insert } = operations<OpenVSwitch>()
export async function addPort(client: Client<OpenVSwitch>): Promise<readonly [Uuid<'Port'>, Uuid<'Bridge'>]> {
  const port = insert('Port', { name: 'p' })
  // @ts-expect-error: a row of another table
  insert('Bridge', { mirrors: [port.ref] })
  return resultsOf(await client.transact([port, insert('Bridge', { name: 'b', ports: [port.ref] })]))
}
`

const RESOLUTIONS = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
}

/** What only some remotes need. */
const LOADED_WHEN_NEEDED = ['ws']

/** What only the exporter may load; the client library is to be usable without. */
const SERVER_PACKAGES = ['koa', '@koa/router', 'prom-client', 'got', 'pino', 'commander', 'zod']

t.test('an installed copy', async (t) => {
  const dir = tempDir(t)
  const [{ filename, files }] = JSON.parse(
    await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', dir]),
  )
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ type: 'module', private: true }))
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--prefix', dir, join(dir, filename)])

  t.test('holds what users need and nothing else', async (t) => {
    const paths: string[] = files.map(({ path }: { path: string }) => path)
    for (const path of [
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'package.json',
      'dist/lib/index.js',
      'dist/lib/index.d.ts',
    ]) {
      t.ok(paths.includes(path), path)
    }
    const others = paths.filter((path) => !/^(dist\/(lib|bin)\/|README|LICENSE|CHANGELOG|package\.json)/.test(path))
    t.strictSame(others, [])
    t.notOk(paths.some((path) => path.startsWith('dist/lib/demo/')))
  })

  t.test('its commands run', async (t) => {
    for (const command of ['ovsdb-exporter', 'ovs-interfaces', 'ovsdb']) {
      const { status, stdout } = await outcome(join(dir, 'node_modules/.bin', command), ['--version'])
      t.equal(status, 0, command)
      t.match(stdout, /^\d+\.\d+\.\d+\n$/, command)
    }
  })

  for (const [name, resolution] of Object.entries(RESOLUTIONS)) {
    t.test(`its types hold under strict with ${name} resolution`, async (t) => {
      const project = join(dir, name)
      mkdirSync(project)
      writeFileSync(join(project, 'program.ts'), PROGRAM)
      const compilerOptions = {
        ...resolution,
        strict: true,
        noEmit: true,
        target: 'es2022',
        types: [],
        lib: ['es2022', 'esnext.disposable', 'dom'],
      }
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
      const { status, stdout } = await outcome(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project])
      t.equal(stdout, '')
      t.equal(status, 0)
    })
  }

  t.test('the library loads nothing of the exporter', async (t) => {
    const script = `
      await import('ovsdb-exporter')
      const { Session } = await import('node:inspector')
      const session = new Session()
      session.connect()
      const urls = []
      session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url))
      session.post('Debugger.enable')
      console.log(urls.filter((url) => url.includes('node_modules')).join('\\n'))
    `
    writeFileSync(join(dir, 'loaded.mjs'), script)
    const loaded = await run(process.execPath, [join(dir, 'loaded.mjs')])
    t.match(loaded, /node_modules\/ovsdb-exporter\/dist\/lib\/ovsdb\/client\/client\.js/)
    t.match(loaded, /node_modules\/jsonrpc-lite\//)
    for (const name of [...SERVER_PACKAGES, ...LOADED_WHEN_NEEDED])
      t.notMatch(loaded, new RegExp(`/node_modules/${name}/`), name)
  })
})
