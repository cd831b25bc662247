import { type Client, type OpenVSwitch, operations, setKeys, type Uuid } from 'ovsdb-exporter'
import t from 'tap'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function holds<_ extends true>(): void {}

t.pass('compiles')

const {
  insert,
  update,
  mutate,
  delete: remove,
  select,
  wait,
  commit,
  abort,
  comment,
  assert,
  verify,
} = operations<OpenVSwitch>()

export async function tuple(client: Client<OpenVSwitch>, bridge: Uuid<'Bridge'>) {
  const port = insert('Port', { name: 'p' })
  const outcome = await client.transact([
    port,
    insert('Bridge', { name: 'br0', ports: [port.ref], fail_mode: 'secure' }),
    select('Bridge', { columns: ['name', 'ports', 'status?'] }),
    update('Port', [['name', '==', 'p']], { tag: 5 }),
    mutate(
      'Bridge',
      [['_uuid', '==', bridge]],
      [
        ['ports', 'insert', port.ref],
        ['flood_vlans', '+=', 1],
        ['external_ids', 'delete', ['a']],
      ],
    ),
    remove('Bridge', [['name', '==', 'x']]),
    wait('Bridge', { where: [], columns: ['name'], until: '==', rows: [{ name: 'b' }], timeout: 0 }),
    verify('Bridge', bridge, { name: 'b' }),
    commit({ durable: true }),
    comment('x'),
    assert('l'),
    abort(),
    { op: 'select', table: 'Port', columns: ['tag'] },
    { op: 'insert', table: 'Port', row: { name: 'q' } },
  ])
  if (outcome.status === 'committed') {
    holds<
      Equal<
        typeof outcome.results,
        readonly [
          Uuid<'Port'>,
          Uuid<'Bridge'>,
          readonly {
            readonly name: string
            readonly ports: readonly Uuid<'Port'>[]
            readonly status: ReadonlyMap<string, string> | undefined
          }[],
          number,
          number,
          number,
          undefined,
          undefined,
          undefined,
          undefined,
          undefined,
          undefined,
          readonly { readonly tag: number | undefined }[],
          Uuid<'Port'>,
        ]
      >
    >()
  }
  void client.transact([mutate('Bridge', [], setKeys('other_config', new Map([['a', 'b']])))])
  void client.transact([
    { op: 'mutate', table: 'Bridge', where: [], mutations: [...setKeys('other_config', new Map([['a', 'b']]))] },
  ])
  // @ts-expect-error
  void client.transact([{ op: 'select', table: 'Port', columns: ['ports'] }])
  // @ts-expect-error
  void client.transact([{ op: 'insert', table: 'Bridge', row: { ports: [insert('Interface', {}).ref] } }])
  // @ts-expect-error
  mutate('Bridge', [], [['name', '+=', 1]])
  // @ts-expect-error
  mutate('Bridge', [], setKeys('other_config', new Map([['a', 5]])))
  const ops = [insert('Port', { name: 'a' }), remove('Port', [])]
  const many = await client.transact(ops)
  if (many.status === 'committed') holds<Equal<typeof many.results, readonly (Uuid<'Port'> | number)[]>>()
}
