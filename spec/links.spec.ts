import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { anchorsOf, markdownDocuments, targetsOf } from './support/markdown.js'

/** Why a link leads nowhere; external ones are looked at, not followed. */
function broken(file: string, text: string, target: string): string | undefined {
  if (/^[a-z]+:/i.test(target)) return URL.canParse(target) && /^https?:/.test(target) ? undefined : 'no URL of the web'
  const [path = '', anchor] = target.split('#')
  const to = path === '' ? file : join(dirname(file), path)
  if (!existsSync(to)) return 'no such file'
  if (anchor === undefined) return undefined
  if (statSync(to).isDirectory() || !to.endsWith('.md')) return 'an anchor of what has no headings'
  return anchorsOf(to === file ? text : readFileSync(to, 'utf8')).has(anchor) ? undefined : 'no such heading'
}

t.test('every link of every document leads somewhere', async (t) => {
  const links = markdownDocuments().flatMap(({ file, text }) =>
    targetsOf(text).map((target) => ({ file, text, target })),
  )
  t.ok(links.length > 60)
  const wrong = links.flatMap(({ file, text, target }) => {
    const why = broken(file, text, target)
    return why === undefined ? [] : [`${file}: ${target}: ${why}`]
  })
  t.strictSame(wrong, [])
})

t.test('every document is reached from the README', async (t) => {
  const reached = new Set(['README.md'])
  for (const file of reached) {
    if (!file.endsWith('.md')) continue
    for (const target of targetsOf(readFileSync(file, 'utf8'))) {
      if (!/^[a-z]+:|^#/i.test(target)) reached.add(join(dirname(file), target.split('#', 1)[0] ?? ''))
    }
  }
  const documents = markdownDocuments().filter(({ file }) => !file.startsWith('fixtures/') && !file.startsWith('spec/'))
  t.strictSame(
    documents.map(({ file }) => file).filter((file) => !reached.has(file) && !reached.has(`${dirname(file)}/`)),
    [],
  )
})
