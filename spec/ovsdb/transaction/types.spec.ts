import {
  type Client,
  type OpenVSwitch,
  type Outcome,
  operations,
  type SchemaModel,
  type Transactor,
  transactWithRetry,
  type Uuid,
} from 'ovsdb-exporter'
import t from 'tap'
import type { EVERY_SHAPE } from '../../support/every-shape.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Compiles for `true` only. */
function holds<_ extends true>(): void {}

/** The function below is never called: that it compiles, and fails to where it says so, is the test. */
t.pass('compiles')

const ovs = operations<OpenVSwitch>()
const shapes = operations<SchemaModel<typeof EVERY_SHAPE>>()

export async function retrying(client: Client<OpenVSwitch>, bridge: Uuid<'Bridge'>) {
  const transactor: Transactor<OpenVSwitch> = client
  const outcome = await transactWithRetry(transactor, async () => [
    ovs.verify('Bridge', bridge, { name: 'b' }),
    ovs.update('Bridge', [['_uuid', '==', bridge]], { fail_mode: 'secure' }),
  ])
  holds<Equal<typeof outcome, Outcome<readonly [undefined, number]>>>()
  // @ts-expect-error operations on another database
  void transactWithRetry(client, () => [shapes.delete('thing', [])])

  const inserts = ['p', 'q'].map((name) => ovs.insert('Port', { name }))
  void transactWithRetry(client, async () => [...inserts, { op: 'delete', table: 'Port', where: [] }])
  // @ts-expect-error a misspelled member
  void transactWithRetry(client, () => [{ op: 'delete', table: 'Port', where: [], were: [] }])
  // @ts-expect-error of operations that are waited for
  void transactWithRetry(client, async () => [{ op: 'delete', table: 'Port', where: [], were: [] }])
}
