import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { partOf } from '../support/document-part.js'
import { SECTIONS } from './catalogue.js'
import { titlesIn } from './harness/table.js'

const specs = readdirSync('spec/faults', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.spec.ts'))
  .map((path) => readFileSync(join('spec/faults', path), 'utf8'))

t.test('the document lists the faults of the catalogue, in its order', async (t) => {
  const titles = SECTIONS.flatMap(({ faults }) => Object.values(faults))
  t.strictSame(titlesIn(partOf(readFileSync('docs/reliability.md', 'utf8'), 'faults')), titles)
  t.equal(new Set(titles).size, titles.length)
})

t.test('each of them is let happen by one spec', async (t) => {
  for (const fault of SECTIONS.flatMap(({ faults }) => Object.keys(faults))) {
    t.equal(specs.filter((text) => text.includes(`'${fault}'`)).length, 1, fault)
  }
})
