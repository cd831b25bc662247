import t from 'tap'
import {
  browserAlone,
  libraryAlone,
  MAX_LINES,
  noCycle,
  notTooLong,
  oneDirection,
  type Rule,
  readSources,
  socketsInOneFile,
  specsMirrorLib,
  switchAlone,
} from './support/structure.js'

/** Files, or folders ending in `/`, of which a spec is still to come. Take an entry out when you deliver the spec. */
const AWAITED: readonly string[] = []

t.test('this repository', async (t) => {
  const sources = readSources('lib', 'bin')
  const mirrored = specsMirrorLib(readSources('spec'), AWAITED)
  t.ok(sources.has('lib/index.ts') && sources.has('bin/ovsdb-exporter.ts'), 'is what was read')
  for (const [what, rule] of Object.entries({
    noCycle,
    oneDirection,
    libraryAlone,
    switchAlone,
    browserAlone,
    socketsInOneFile,
    notTooLong,
    mirrored,
  })) {
    t.strictSame(rule(sources), [], what)
  }
})

function broken(rule: Rule, files: Readonly<Record<string, string>>): readonly string[] {
  return rule(new Map(Object.entries(files)))
}

t.test('a cycle', async (t) => {
  t.strictSame(
    broken(noCycle, {
      'lib/ovsdb/a.ts': "import { b } from './b.js'",
      'lib/ovsdb/b.ts': "export * from './c/index.js'",
      'lib/ovsdb/c/index.ts': "import type { a } from '../a.js'",
      'lib/ovsdb/d.ts': "import { a } from './a.js'\nimport { b } from './b.js'",
    }),
    ['lib/ovsdb/a.ts → lib/ovsdb/b.ts → lib/ovsdb/c/index.ts → lib/ovsdb/a.ts'],
  )
  t.strictSame(broken(noCycle, { 'lib/a.ts': "import './a.js'" }), ['lib/a.ts → lib/a.ts'])
  t.strictSame(
    broken(noCycle, { 'lib/a.ts': "import './b.js'\nimport './c.js'", 'lib/b.ts': "import './c.js'", 'lib/c.ts': '' }),
    [],
    'two ways to one file are none',
  )
})

t.test('a wrong direction', async (t) => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['lib/jsonrpc/a.ts', '../ovsdb/index.js', false],
    ['lib/ovsdb/client/a.ts', '../../jsonrpc/index.js', true],
    ['lib/ovsdb/client/a.ts', '../value/types.js', true],
    ['lib/ovsdb/a.ts', '../unixctl/index.js', false],
    ['lib/ovsdb/a.ts', '../contiv/index.js', false],
    ['lib/ovsdb/a.ts', '../index.js', false],
    ['lib/unixctl/a.ts', '../jsonrpc/index.js', true],
    ['lib/unixctl/a.ts', '../ovsdb/index.js', false],
    ['lib/contiv/a.ts', '../jsonrpc/index.js', false],
    ['lib/contiv/a.ts', '../ovsdb/index.js', false],
    ['lib/contiv/a.ts', '../correlation/index.js', false],
    ['lib/correlation/a.ts', '../ovsdb/index.js', true],
    ['lib/correlation/a.ts', '../contiv/index.js', true],
    ['lib/correlation/a.ts', '../exporter/app.js', false],
    ['lib/exporter/routes/a.ts', '../../correlation/index.js', true],
    ['lib/exporter/routes/a.ts', '../../jsonrpc/index.js', true],
    ['lib/exporter/a.ts', '../demo/main.js', false],
    ['lib/exporter/a.ts', '../../bin/ovsdb-exporter.js', false],
    ['lib/exporter/a.ts', '../interfaces/index.js', false],
    ['lib/exporter/a.ts', '../page/protocol.js', true],
    ['lib/exporter/a.ts', '../live/index.js', true],
    ['lib/live/a.ts', '../page/protocol.js', true],
    ['lib/live/a.ts', '../correlation/index.js', true],
    ['lib/live/a.ts', '../exporter/exporter.js', false],
    ['lib/terminal/screen/a.ts', '../../live/index.js', true],
    ['lib/terminal/a.ts', '../page/model/order.js', true],
    ['lib/terminal/a.ts', '../exporter/exporter.js', false],
    ['lib/live/a.ts', '../terminal/index.js', false],
    ['lib/page/view/a.ts', '../model/b.js', true],
    ['lib/page/a.ts', '../exporter/app.js', false],
    ['lib/page/a.ts', '../ovsdb/index.js', false],
    ['lib/interfaces/a.ts', '../ovsdb/index.js', true],
    ['lib/interfaces/a.ts', '../jsonrpc/index.js', false],
    ['lib/interfaces/a.ts', '../correlation/index.js', false],
    ['lib/interfaces/a.ts', '../exporter/exporter.js', false],
    ['lib/demo/a.ts', '../exporter/exporter.js', true],
    ['lib/demo/a.ts', '../../bin/ovsdb-exporter.js', false],
    ['bin/a.ts', '../lib/exporter/exporter.js', true],
    ['bin/a.ts', '../lib/index.js', true],
    ['bin/a.ts', '../lib/interfaces/index.js', true],
    ['bin/a.ts', '../lib/terminal/index.js', true],
    ['bin/a.ts', '../lib/demo/main.js', false],
    ['lib/index.ts', './ovsdb/index.js', true],
    ['lib/index.ts', './exporter/exporter.js', false],
    ['lib/browser.ts', './ovsdb/browser/index.js', true],
    ['lib/browser.ts', './index.js', false],
  ]
  for (const [file, to, allowed] of cases) {
    for (const text of [`import { x } from '${to}'`, `import type { x } from '${to}'`, `export * from '${to}'`]) {
      const complaints = broken(oneDirection, { [file]: text })
      t.equal(complaints.length, allowed ? 0 : 1, `${file}: ${text}`)
    }
  }
  t.strictSame(broken(oneDirection, { 'lib/jsonrpc/a.ts': "void import('../ovsdb/index.js')" }), [
    'lib/jsonrpc/a.ts imports lib/ovsdb/index.ts',
  ])
  t.strictSame(
    broken(oneDirection, { 'lib/exporter/a.ts': "import koa from 'koa'\nimport pkg from '../../package.json'" }),
    [],
  )
  t.strictSame(broken(oneDirection, { 'lib/util/a.ts': '' }), ['lib/util/a.ts: lib/util is no area the order knows'])
})

t.test('a library that loads more than its user wants', async (t) => {
  const files = {
    'lib/index.ts': "export * from './ovsdb/index.js'",
    'lib/ovsdb/index.ts': "export { a } from './a.js'",
    'lib/ovsdb/a.ts': '',
    'lib/exporter/app.ts': "import Koa from 'koa'",
  }
  t.strictSame(broken(libraryAlone, files), [])
  for (const name of [
    'koa',
    '@koa/router',
    'prom-client',
    'got',
    'pino',
    'commander',
    'zod',
    'zod/mini',
    'yaml',
    'bcryptjs',
  ]) {
    t.strictSame(broken(libraryAlone, { ...files, 'lib/ovsdb/a.ts': `import { x } from '${name}'` }), [
      `lib/index.ts loads ${name.replace('/mini', '')}, because of lib/ovsdb/a.ts`,
    ])
  }
  t.strictSame(broken(libraryAlone, { ...files, 'lib/ovsdb/a.ts': "import x from 'koala'" }), [])
})

t.test('a switch that brings Contiv with it', async (t) => {
  const files = {
    'lib/exporter/switch-parts.ts':
      "import type { Clock } from '../contiv/index.js'\nvoid import('../contiv/index.js')",
    'lib/contiv/index.ts': "export * from './http-client.js'",
    'lib/contiv/http-client.ts': "import got from 'got'",
  }
  t.strictSame(broken(switchAlone, files), [])
  const atOnce = { ...files, 'lib/exporter/switch-parts.ts': "import { SYSTEM_CLOCK } from '../contiv/index.js'" }
  t.strictSame(broken(switchAlone, atOnce), [
    'lib/exporter/switch-parts.ts loads got, because of lib/contiv/http-client.ts',
  ])
})

t.test('a library that runs in no browser', async (t) => {
  const files = {
    'lib/browser.ts': "export * from './ovsdb/core.js'",
    'lib/ovsdb/core.ts': "export { a } from './a.js'",
    'lib/ovsdb/a.ts': "import type { Socket } from 'node:net'",
    'lib/ovsdb/node.ts': "import { connect } from 'node:net'",
  }
  t.strictSame(broken(browserAlone, files), [])
  for (const name of ['node:util', 'timers/promises', 'ws']) {
    t.strictSame(broken(browserAlone, { ...files, 'lib/ovsdb/a.ts': `void import('${name}')` }), [
      `lib/browser.ts loads ${name}, because of lib/ovsdb/a.ts`,
    ])
  }
})

t.test('sockets in two files', async (t) => {
  const one = { 'lib/jsonrpc/a.ts': "import { connect } from 'node:net'\nimport tls from 'node:tls'" }
  t.strictSame(broken(socketsInOneFile, one), [])
  t.strictSame(broken(socketsInOneFile, { ...one, 'lib/b.ts': "import type { Socket } from 'node:net'" }), [])
  t.strictSame(broken(socketsInOneFile, { ...one, 'lib/b.ts': "import 'tls'" }), [
    'lib/jsonrpc/a.ts imports sockets',
    'lib/b.ts imports sockets',
  ])
})

t.test('a file too long', async (t) => {
  t.strictSame(broken(notTooLong, { 'lib/a.ts': '\n'.repeat(MAX_LINES) }), [])
  t.strictSame(broken(notTooLong, { 'lib/a.ts': '\n'.repeat(MAX_LINES + 1) }), ['lib/a.ts has 401 lines'])
})

t.test('a file without its spec', async (t) => {
  const code = 'export const a = 1'
  const files = {
    'lib/a/b.ts': code,
    'lib/a/index.ts': "export { a } from './b.js'",
    'lib/a/types.ts': "import type { X } from './x.js'\n/** Text. */\nexport interface A { readonly x: X }",
    'lib/ovsdb/models/m.ts': code,
    'lib/page/view/a.ts': code,
    'bin/a.ts': code,
  }
  const specs = (...paths: readonly string[]) => new Map(paths.map((path) => [path, '']))
  t.strictSame(broken(specsMirrorLib(specs('spec/a/b.spec.ts'), []), files), [])
  t.strictSame(broken(specsMirrorLib(specs('spec/b.spec.ts'), []), files), ['lib/a/b.ts has no spec'])
  for (const entry of ['lib/a/b.ts', 'lib/a/']) {
    t.strictSame(broken(specsMirrorLib(specs(), [entry]), files), [])
    t.strictSame(broken(specsMirrorLib(specs('spec/a/b.spec.ts'), [entry]), files), [
      `${entry} need not be awaited any more`,
    ])
  }
  t.strictSame(broken(specsMirrorLib(specs(), ['lib/a/c.ts']), files), [
    'lib/a/b.ts has no spec',
    'lib/a/c.ts need not be awaited any more',
  ])
})
