import t from 'tap'
import { COLLECTORS, VTEP_COLLECTORS } from '../../../lib/exporter/collectors/registry.js'

t.test('every collector is told in the same way', async (t) => {
  for (const { name, help, modes, families } of COLLECTORS) {
    t.match(name, /^[a-z]+(_[a-z]+)*$/)
    t.notMatch(help, /^[A-Z]|\.$/, name)
    t.ok(modes.length > 0, name)
    t.ok(families.length > 0, name)
  }
  t.equal(new Set(COLLECTORS.map(({ name }) => name)).size, COLLECTORS.length)
  t.equal(new Set(VTEP_COLLECTORS.map(({ name }) => name)).size, VTEP_COLLECTORS.length)
})

t.test('every family is told in the same way, by Prometheus’ rules', async (t) => {
  for (const { families } of [...COLLECTORS, ...VTEP_COLLECTORS]) {
    for (const { name, type, help, labels, source } of families) {
      t.match(name, /^[a-z][a-z0-9_]*$/i)
      t.match(help, /^[A-Z].*\.$/, name)
      t.ok(source.length > 0, name)
      t.equal(new Set(labels).size, labels.length, name)
      if (!name.startsWith('count_of_') && !labels.includes('containerName')) {
        t.equal(name.endsWith('_total'), type === 'counter', name)
        for (const label of labels) t.match(label, /^[a-z]+(_[a-z]+)*$/, name)
      }
    }
  }
})

t.test('a family is told once, whatever the mode', async (t) => {
  for (const mode of ['ovs', 'netplugin', 'netmaster'] as const) {
    const names = COLLECTORS.filter(({ modes }) => modes.includes(mode)).flatMap(({ families }) =>
      families.map(({ name }) => name),
    )
    t.strictSame(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
      mode,
    )
  }
})
