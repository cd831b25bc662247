import t from 'tap'
import { faults, NO_MODES, subjects, vtepCollector } from '../../../../lib/exporter/collectors/vtep/vtep-collector.js'
import { scrapeOf, textOf } from '../../../support/scrape.js'

t.test('a collector is its declaration and the reading that all of a scrape share', async (t) => {
  const scrape = scrapeOf()
  const declaration = {
    name: 'doors',
    help: 'doors',
    modes: NO_MODES,
    enabled: true,
    reads: {},
    families: [
      {
        name: 'doors',
        type: 'gauge',
        help: 'Doors.',
        labels: [],
        source: 'Door',
        samples: ({ tables }: { readonly tables: { readonly Door: readonly object[] } }) => [[{}, tables.Door.length]],
      },
    ],
  } as const
  const collector = vtepCollector(declaration as never, {
    read: async (asked) => {
      t.equal(asked, scrape)
      return { tables: { Door: [{}, {}] } as never }
    },
  })
  t.equal(collector.name, 'doors')
  t.match(textOf(await collector.gather(scrape)), /^doors 2$/m)
})

t.test('of rows with the same name, the first', async (t) => {
  const [one, ...more] = subjects([
    [1, { port: 'a' }],
    [2, { port: 'a' }],
  ])
  t.match(one, { row: 1, names: { port: 'a' } })
  t.strictSame(more, [])
})

t.test('faults there can be, and those there are', async (t) => {
  const all = subjects([
    [['b', 'odd'], { port: 'p' }],
    [undefined, { port: 'q' }],
  ] as const)
  t.strictSame(
    [...faults(all, ['a', 'b'], (row) => row)].map(([, value, extra]) => [value, ...(extra ?? [])]),
    [
      [0, 'fault', 'a'],
      [1, 'fault', 'b'],
      [1, 'fault', 'odd'],
    ],
  )
})
