import { isDeepStrictEqual } from 'node:util'
import type { Test } from 'tap'
import type { Client, ReplicaState, ReplicateOptions, UntypedModel } from '../../lib/ovsdb/index.js'
import { keepBook } from './change-book.js'
import { eventually } from './eventually.js'
import type { Scope } from './scope.js'

/** Columns of TEST_SCHEMA. */
const COLUMNS = { Item: ['_uuid', 'name', 'number', 'tags', 'counters'], Other: ['_uuid', 'name'] } as const

/** A replica of TEST_SCHEMA's database, and what its changes and states tell. */
export type FollowedReplica = Awaited<ReturnType<typeof followReplica>>

/** Opens a replica, and keeps a second copy by its changes alone. */
export async function followReplica(
  scope: Scope,
  client: Client<UntypedModel>,
  options: ReplicateOptions<UntypedModel, typeof COLUMNS> = {},
) {
  const replica = await client.replicate(COLUMNS, options)
  scope.teardown(() => replica.close())
  const book = keepBook(replica, Object.keys(COLUMNS))
  const states: ReplicaState[] = []
  replica.onState((state) => states.push(state))
  return {
    ...book,
    replica,
    states,
    names: () => [...replica.table('Item').rows.values()].map(({ name }) => String(name)).sort(),
  }
}

/** Waits until the replica has the rows that a select finds; whoever followed its changes must have them too. */
export async function equalsSelect(t: Test, followed: FollowedReplica, client: Client<UntypedModel>): Promise<void> {
  await eventually(async () => {
    const [items, others] = await client.selectMany([
      { table: 'Item', columns: COLUMNS.Item },
      { table: 'Other', columns: COLUMNS.Other },
    ])
    const fresh = new Map([...items, ...others].map((row) => [row._uuid, row]))
    if (isDeepStrictEqual(followed.rows(), fresh)) return followed.replica.state.state === 'synced'
    throw new Error(`expected ${show(fresh)}, got ${show(followed.rows())}`)
  })
  t.strictSame(followed.replica.state, { state: 'synced' })
  t.strictSame(followed.wrong, [], 'each change goes on from what was told before')
  t.strictSame(followed.known(), followed.rows(), 'the changes tell of all rows')
}

function show(rows: ReadonlyMap<unknown, unknown>): string {
  return [...rows.values()].map((row) => `${(row as { name: unknown }).name}`).join(' ')
}
