import t from 'tap'
import { ownFamilies } from '../../../lib/exporter/catalogue/own-families.js'
import { SelfMetrics } from '../../../lib/exporter/self-metrics.js'
import { parseExposition } from '../../support/exposition.js'
import { textOf } from '../../support/scrape.js'

t.test('what the exporter tells of itself', async (t) => {
  const families = ownFamilies()
  const names = families.map(({ name }) => name)
  t.equal(new Set(names).size, names.length)
  for (const { help, labels } of families) {
    t.match(help, /^[A-Z].*\.$/)
    t.equal(new Set(labels).size, labels.length)
  }
  const told = parseExposition(textOf({ write: await new SelfMetrics('1').gather() }))
  for (const { name, samples } of told) {
    const family = families.find((one) => one.name === name)
    t.ok(family, name)
    const labels = samples.flatMap((sample) => Object.keys(sample.labels)).filter((label) => label !== 'le')
    t.strictSame(
      labels.filter((label) => !family?.labels.includes(label)),
      [],
      name,
    )
  }
})
