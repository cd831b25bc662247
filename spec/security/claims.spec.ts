import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const DOCUMENT = 'docs/security.md'
const CLAIM = /\[([^\]]+)\]\((\.\.\/spec\/[^)]+\.spec\.ts)\)/g

t.test('every claim is shown by a spec that exists', async (t) => {
  const claims = [...readFileSync(DOCUMENT, 'utf8').matchAll(CLAIM)].map(([, title = '', path = '']) => ({
    title,
    file: join('docs', path),
  }))
  t.ok(claims.length > 30, `${claims.length} claims`)
  for (const { title, file } of claims) {
    t.ok(existsSync(file) && titlesIn(file).some((known) => known.includes(title)), `${file}: ${title}`)
  }
})

t.test('every claim names a spec', async (t) => {
  const [, claims = ''] =
    /^## Anybody who reaches the port$(.*)^Published advisories/ms.exec(readFileSync(DOCUMENT, 'utf8')) ?? []
  const items = claims.split('\n').filter((line) => line.startsWith('- ') && !line.startsWith('- *Limit*: '))
  t.ok(items.length > 25, `${items.length} items`)
  for (const item of items) t.match(item, new RegExp(CLAIM.source), item)
})

/** What is between the quotes behind `test(`, of whichever kind. */
function titlesIn(file: string): readonly string[] {
  const calls = readFileSync(file, 'utf8').matchAll(/\.test\(\s*(['"`])(.+?)\1,/g)
  return [...calls].map(([, , title = '']) => title)
}

t.test('the versions that it names are those that are installed', async (t) => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const rows = readFileSync(DOCUMENT, 'utf8').matchAll(/^\| ([@\w/-]+)(?:, by [\w-]+)? \| ([\d.]+)/gm)
  let count = 0
  for (const [, name, version] of rows) {
    t.equal(packages[`node_modules/${name}`]?.version, version, name ?? '')
    count++
  }
  t.ok(count >= 6, `${count} packages`)
})
