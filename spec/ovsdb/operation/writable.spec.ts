import { type Client, type Integer, operations, type Real, type Uuid } from 'ovsdb-exporter'
import t from 'tap'

/** The function below is never called: that it compiles, and fails to where it says so, is the test. */
t.pass('compiles')

interface Acls {
  readonly ACL: {
    readonly direction: 'from-lport' | 'to-lport'
    readonly label: '' | 'a'
    readonly priority: Integer
    readonly share: Real
    readonly tier: 1 | 2
    readonly tiers: readonly (1 | 2)[]
    readonly severity: 'alert' | undefined
    readonly log: boolean
    readonly switch: Uuid<'Switch'>
    readonly meter: Uuid<'Meter'> | undefined
    readonly uuid: Uuid
  }
}

/** The server refuses the default where it is none of the enum; that of a reference can still be changed. */
export function insertsThatLackWhatHasNoDefault(client: Client<Acls>, at: Uuid<'Switch'>) {
  const { insert } = operations<Acls>()
  insert('ACL', { direction: 'to-lport', tier: 1 })
  insert('ACL', { direction: 'to-lport', tier: 1, switch: at, priority: 1, log: true, meter: undefined })
  // @ts-expect-error an ACL has a direction
  insert('ACL', { tier: 1, switch: at })
  // @ts-expect-error and a tier
  insert('ACL', { direction: 'to-lport', switch: at })
  // @ts-expect-error an ACL has a direction
  void client.transact([{ op: 'insert', table: 'ACL', row: { tier: 1, switch: at } }])
  void client.transact([{ op: 'insert', table: 'ACL', row: { direction: 'to-lport', tier: 1, switch: at } }])
  void client.transact([{ op: 'update', table: 'ACL', where: [], row: { priority: 1 } }])
}
