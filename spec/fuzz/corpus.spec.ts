import { readdirSync } from 'node:fs'
import t from 'tap'
import { CORPUS, readCorpus, writeEntry } from './corpus.js'
import { TARGETS } from './targets/index.js'

t.test('what broke something once breaks nothing any more', async (t) => {
  const warnings: Error[] = []
  const onWarning = (warning: Error) => warnings.push(warning)
  process.on('warning', onWarning)
  for (const { name, check, seeds } of TARGETS) {
    await t.test(name, async (t) => {
      for (const entry of readCorpus(name)) {
        await t.resolves(async () => check(entry.input), entry.name)
      }
      for (const seed of seeds) await check(seed)
      t.ok(seeds.length > 0, 'has something real to begin with')
      t.strictSame(Reflect.ownKeys(Object.prototype).length, PROTOTYPE_KEYS, 'leaves every object as it was')
    })
  }
  // They are told with the next turn.
  await new Promise(setImmediate)
  process.off('warning', onWarning)
  t.strictSame(warnings, [], 'and has nothing printed past the log')
})

const PROTOTYPE_KEYS = Reflect.ownKeys(Object.prototype).length

t.test('every folder is of a target', async (t) => {
  const names = TARGETS.map(({ name }) => name)
  t.strictSame(
    readdirSync(CORPUS).filter((folder) => !names.includes(folder)),
    [],
  )
})

t.test('an input is written where it is read', async (t) => {
  const folder = t.testdir()
  const input = Buffer.from([0, 255, 10])
  const path = writeEntry('a', input, folder)
  t.equal(writeEntry('a', input, folder), path, 'once')
  t.strictSame(
    readCorpus('a', folder).map((entry) => [...entry.input]),
    [[0, 255, 10]],
  )
  t.strictSame(readCorpus('b', folder), [])
})
