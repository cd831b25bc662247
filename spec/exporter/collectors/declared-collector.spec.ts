import t from 'tap'
import type { CollectorDeclaration } from '../../../lib/exporter/collectors/declaration.js'
import { declaredCollector } from '../../../lib/exporter/collectors/declared-collector.js'
import { encodeLabels } from '../../../lib/exporter/exposition/labels.js'
import { samplesOf } from '../../support/samples.js'
import { scrapeOf, textOf } from '../../support/scrape.js'

interface Door {
  readonly name: string
  readonly open: number | undefined
  readonly visits: readonly (readonly [string, number])[]
}

const DOORS = {
  name: 'doors',
  help: 'the state of doors',
  modes: ['ovs'],
  enabled: true,
  families: [
    {
      name: 'door_open',
      type: 'gauge',
      help: 'Whether it is open.',
      labels: ['door'],
      source: 'door/show',
      samples: (doors) => doors.map(({ name, open }) => [{ door: name }, open]),
    },
    {
      name: 'door_visits_total',
      type: 'counter',
      help: 'Visits.',
      labels: ['door', 'who'],
      source: 'door/show',
      *samples(doors) {
        for (const { name, visits } of doors) {
          const labels = encodeLabels({ door: name })
          for (const [who, count] of visits) yield [labels, count, ['who', who]]
        }
      },
    },
  ],
} as const satisfies CollectorDeclaration<readonly Door[]>

const gather = (doors: readonly Door[]) => declaredCollector(DOORS, { read: async () => doors }).gather(scrapeOf())

t.test('its samples, by labels plain or encoded, with one more label', async (t) => {
  const doors = [
    { name: 'a', open: 1, visits: [['x', 3] as const, ['y', 4] as const] },
    { name: 'b', open: 0, visits: [] },
  ]
  t.equal(
    textOf(await gather(doors)),
    [
      '# HELP door_open Whether it is open.',
      '# TYPE door_open gauge',
      'door_open{door="a"} 1',
      'door_open{door="b"} 0',
      '# HELP door_visits_total Visits.',
      '# TYPE door_visits_total counter',
      'door_visits_total{door="a",who="x"} 3',
      'door_visits_total{door="a",who="y"} 4',
      '',
    ].join('\n'),
  )
})

t.test('what the source does not say is absent, and so is a family without a sample', async (t) => {
  t.strictSame(samplesOf(textOf(await gather([{ name: 'a', open: undefined, visits: [['x', 0]] }]))), [
    'door_visits_total{door="a",who="x"} 0',
  ])
  t.equal(textOf(await gather([{ name: 'a', open: undefined, visits: [] }])), '')
})

t.test('its name, its own time, and the age of what it read', async (t) => {
  const collector = declaredCollector(DOORS, { read: async () => [], age: (doors) => doors.length + 5, timeout: 7 })
  t.match(collector, { name: 'doors', timeout: 7 })
  t.equal((await collector.gather(scrapeOf())).age, 5)
  t.notOk('timeout' in declaredCollector(DOORS, { read: async () => [] }))
})

t.test('what failed, although there is something to tell', async (t) => {
  const error = new Error('a door is stuck')
  const collector = declaredCollector(DOORS, {
    read: async () => [{ name: 'a', open: 1, visits: [] }],
    error: (doors) => (doors.length === 1 ? error : undefined),
  })
  const gathered = await collector.gather(scrapeOf())
  t.equal(gathered.error, error)
  t.strictSame(samplesOf(textOf(gathered)), ['door_open{door="a"} 1'])
})

t.test('a source that fails, or a sample that cannot be found, fails it before anything is written', async (t) => {
  const refused = new Error('refused')
  const failing = declaredCollector(DOORS, {
    read: async () => {
      throw refused
    },
  })
  await t.rejects(failing.gather(scrapeOf()), refused)
  await t.rejects(gather([{ name: 'a' } as Door]), TypeError)
})

t.test('a source that tells a series twice fails it before anything is written', async (t) => {
  const door = { name: 'a', open: 1, visits: [['x', 3] as const] }
  await t.rejects(gather([door, { ...door, open: 0, visits: [] }]), {
    message: 'expected no series twice, got door_open{door="a"}',
  })
  await t.rejects(gather([door, { ...door, open: undefined }]), {
    message: 'expected no series twice, got door_visits_total{door="a",who="x"}',
  })
  const long = { ...door, name: 'a'.repeat(10_000) }
  t.ok((await gather([long, long]).catch(({ message }) => message)).length < 2000, 'in a few words')
})

t.test('what has no value is not told, however often', async (t) => {
  const door = { name: 'a', open: undefined, visits: [] }
  t.strictSame(samplesOf(textOf(await gather([door, { ...door, open: 1 }, door]))), ['door_open{door="a"} 1'])
})

t.test('the source is told of the scrape', async (t) => {
  const scrape = scrapeOf(AbortSignal.abort(), 'doors')
  const told: unknown[] = []
  await declaredCollector(DOORS, {
    read: async (scrape) => {
      told.push(scrape)
      return []
    },
  }).gather(scrape)
  t.equal(told[0], scrape)
})
