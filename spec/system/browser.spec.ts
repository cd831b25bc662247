import { gzipSync } from 'node:zlib'
import { build } from 'esbuild-wasm'
import t from 'tap'
import { connect } from '../../lib/index.js'
import { openPage } from '../support/chromium.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { writeTestSchema } from '../support/test-schema.js'
import { startWebsockify } from '../support/websockify.js'
import { missing } from '../support/which.js'

/** Bundles a program for browsers. @throws when it needs what a browser lacks */
async function bundle(program: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  return { text: outputFiles[0]?.text ?? '', metafile }
}

t.test('the library goes into a bundle for browsers, by either name', async (t) => {
  const sizes: number[] = []
  for (const name of ['ovsdb-exporter', 'ovsdb-exporter/browser']) {
    const { text, metafile } = await bundle(`export { connect } from '${name}'`)
    const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path))
    t.strictSame(imported, [], 'all of it is in there')
    const inputs = Object.keys(metafile.inputs)
    t.ok(inputs.includes('dist/lib/browser.js'), inputs.join(' '))
    t.strictSame(
      inputs.filter((path) => path.includes('/node/') || path.includes('node_modules/ws/')),
      [],
    )
    sizes.push(text.length)
    t.comment(`${name}: ${text.length} bytes, ${gzipSync(text).length} with gzip`)
  }
  t.equal(sizes[0], sizes[1])
  await t.rejects(bundle("import 'node:net'"), { message: /Could not resolve "node:net"/ }, 'what is not would be told')
})

const skip = missing('chromium', 'websockify', 'ovsdb-server', 'ovsdb-tool', 'ovsdb-client')
const NAME = 'aé€😀'.repeat(1000)
const PROGRAM = `
  import { connect } from 'ovsdb-exporter/browser'
  window.read = async (remote) => {
    const client = await connect(remote, { database: 'Test' })
    const [row] = await client.select('Item', { columns: ['name', 'counters'] })
    await client.transactRaw([{ op: 'insert', table: 'Other', row: { name: row.name } }])
    await client.close()
    return { name: row.name, counters: [...row.counters].map(([key, value]) => [key, typeof value, String(value)]) }
  }
`

t.test('in a real Chromium, through websockify, to a real server', { skip }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  await using client = await connect(server.unix, { database: 'Test' })
  const counters = [
    ['rx', 9_007_199_254_740_993n],
    ['tx', 7],
  ]
  await client.transactRaw([{ op: 'insert', table: 'Item', row: { name: NAME, counters: ['map', counters] } }])
  const remote = `ws://127.0.0.1:${await startWebsockify(t, server.port)}`
  const { text } = await bundle(PROGRAM)
  const page = await openPage(t, text)
  t.strictSame(await page.evaluate((remote) => (globalThis as unknown as Reader).read(remote), remote), {
    name: NAME,
    counters: [
      ['rx', 'bigint', '9007199254740993'],
      ['tx', 'number', '7'],
    ],
  })
  t.strictSame(await client.select('Other', { columns: ['name'] }), [{ name: NAME }])
})

interface Reader {
  read(remote: string): Promise<unknown>
}
