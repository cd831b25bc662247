import fc from 'fast-check'
import t from 'tap'
import type { AnyRow } from '../../../lib/ovsdb/monitor/change.js'
import { type AnyChange, changeBetween } from '../../../lib/ovsdb/monitor/row-change.js'
import { ChangeFeed } from '../../../lib/ovsdb/replica/change-feed.js'
import { uuidNamed } from '../../support/uuid-named.js'

const insert = (word: string, n = 0): AnyChange => {
  return { table: 'T', uuid: uuidNamed(word), kind: 'insert', old: undefined, new: { n } }
}

t.test('whatever the reader misses, it ends with the rows there are', async () => {
  const step = fc.oneof(
    fc.record({
      table: fc.constantFrom('T', 'U'),
      uuid: fc.constantFrom('1', '2', '3').map(uuidNamed),
      n: fc.option(fc.nat(2)),
    }),
    fc.record({ reads: fc.nat(3) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const feed = new ChangeFeed(() => {})
      const rows = new Map<string, AnyRow>()
      const known = new Map<string, AnyRow>()
      const follow = ({ table, uuid, kind, old, new: row }: AnyChange) => {
        const key = table + uuid
        if (known.get(key) !== old && JSON.stringify(known.get(key)) !== JSON.stringify(old)) {
          throw new Error(`${kind}: expected the row that the reader knows`)
        }
        if (row === undefined) known.delete(key)
        else known.set(key, row)
      }
      let most = 0
      for (const one of steps) {
        if ('reads' in one) {
          for (let i = 0; i < Math.min(one.reads, feed.waiting); i++) follow((await feed.next()).value as AnyChange)
          continue
        }
        const key = one.table + one.uuid
        const row = one.n === null ? undefined : { n: one.n }
        const change = changeBetween(one.table, one.uuid, rows.get(key), row)
        if (row === undefined) rows.delete(key)
        else rows.set(key, row)
        if (change !== undefined) feed.push([change])
        most = Math.max(most, feed.waiting)
      }
      feed.end()
      for await (const change of feed) follow(change)
      if (JSON.stringify([...known].sort()) !== JSON.stringify([...rows].sort()))
        throw new Error('not the rows there are')
      if (most > 6) throw new Error('more waited than there are rows')
    }),
  )
})

t.test('changes come in the order in which the rows first changed', async (t) => {
  const feed = new ChangeFeed(() => {})
  feed.push([insert('a'), insert('b')])
  t.match(await feed.next(), { value: { uuid: 'a' } })
  feed.push([
    insert('c'),
    { table: 'T', uuid: uuidNamed('b'), kind: 'modify', old: { n: 0 }, new: { n: 1 } },
    insert('a'),
  ])
  feed.end()
  const rest: string[] = []
  for await (const { uuid, kind } of feed) rest.push(`${kind} ${uuid}`)
  t.strictSame(rest, ['insert b', 'insert c', 'insert a'])
})

t.test('several that wait are served in turn', async (t) => {
  const feed = new ChangeFeed(() => {})
  const [first, second, third] = [feed.next(), feed.next(), feed.next()]
  feed.push([insert('a'), insert('b')])
  t.match(await first, { value: { uuid: 'a' } })
  t.match(await second, { value: { uuid: 'b' } })
  feed.end()
  t.strictSame(await third, { done: true, value: undefined })
})

t.test('who leaves is told nothing more, and it is known', async (t) => {
  let ends = 0
  const feed = new ChangeFeed(() => ends++)
  feed.push([insert('a'), insert('b')])
  for await (const { uuid } of feed) {
    t.equal(uuid, 'a')
    break
  }
  feed.push([insert('c')])
  t.strictSame(await feed.next(), { done: true, value: undefined })
  feed.end()
  t.equal(ends, 1)
  const disposed = new ChangeFeed(() => ends++)
  await disposed[Symbol.asyncDispose]()
  t.equal(ends, 2)
})

t.test('a signal', async (t) => {
  const controller = new AbortController()
  let ends = 0
  const waiting = new ChangeFeed(() => ends++)
  const away = new ChangeFeed(() => ends++)
  const done = new ChangeFeed(() => ends++)
  for (const feed of [waiting, away, done]) feed.failOn(controller.signal)
  const next = [waiting.next(), waiting.next()] as const
  away.push([insert('a')])
  done.end()
  controller.abort(new Error('enough'))
  await t.rejects(next[0], { message: 'enough' })
  t.strictSame(await next[1], { done: true, value: undefined })
  await t.rejects(away.next(), { message: 'enough' })
  t.strictSame(await away.next(), { done: true, value: undefined })
  t.strictSame(await done.next(), { done: true, value: undefined })
  t.equal(ends, 3)
})
