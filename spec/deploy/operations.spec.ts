import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse, stringify } from 'yaml'
import { catalogue } from '../../lib/exporter/catalogue/catalogue.js'
import { SETTINGS } from '../../lib/exporter/config/settings.js'
import { promtool } from '../support/promtool.js'
import { tempDir } from '../support/temp-dir.js'
import { missing } from '../support/which.js'

const DOCUMENT = readFileSync('docs/operations.md', 'utf8')
const NAMES = new Set(catalogue().flatMap(({ families }) => families.map(({ name }) => name)))
const FLAGS = new Set(Object.values(SETTINGS).map(({ flag }): string => flag))

t.test('every metric it names is one that the exporter has', async (t) => {
  const named = DOCUMENT.match(/\b(?:ovs|contiv|ovsdb_exporter|count_of)_[a-z][a-z_]*/g) ?? []
  t.ok(named.length > 20)
  for (const name of new Set(named)) {
    // A family of names, as in a regular expression: `contiv_endpoint_.*`.
    t.ok(name.endsWith('_') ? [...NAMES].some((one) => one.startsWith(name)) : NAMES.has(name), name)
  }
})

t.test('every flag it names is one that the exporter has', async (t) => {
  const inline = [...DOCUMENT.matchAll(/`(--[^`]+)`/g)].map(([, code = '']) => code)
  const flags = inline.flatMap((code) => code.match(/--[a-z][a-z.-]*/g) ?? [])
  t.ok(flags.length > 10)
  for (const flag of new Set(flags)) t.ok(FLAGS.has(flag) || /^--(no-)?collector\./.test(flag), flag)
})

t.test('promtool accepts its configurations', { skip: missing('promtool') }, async (t) => {
  const [relabel, remoteWrite] = [...DOCUMENT.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => parse(yaml))
  const file = join(tempDir(t), 'prometheus.yml')
  writeFileSync(file, stringify({ scrape_configs: [{ job_name: 'ovs', ...relabel }], ...remoteWrite }))
  const { status, stdout, stderr } = await promtool(['check', 'config', file])
  t.equal(status, 0, `${stdout}${stderr}`)
})
