import t from 'tap'
import { EVERY_SHAPE } from '../support/every-shape.js'
import { missing } from '../support/which.js'
import { runMonitor } from './monitor.js'
import type { MonitorVector } from './vector.js'

const where = [['name', '==', 'a']]
const change = (operation: object) => ['shapes', { table: 'thing', where, ...operation }]
const set = (...atoms: readonly unknown[]) => ['set', atoms]
const map = (pairs: Readonly<Record<string, number>>) => ['map', Object.entries(pairs)]

const vector: MonitorVector = {
  title: 'differences of every shape',
  kind: 'monitorcond',
  schema: 'every shape',
  database: 'shapes',
  table: 'thing',
  columns: 'name,n,size,tags,few,counts',
  condition: '[]',
  before: [
    [
      'shapes',
      { op: 'insert', table: 'thing', row: { name: 'a', tags: set('x', 'y'), counts: map({ k: 1, l: 2 }) } },
      { op: 'insert', table: 'thing', row: { name: 'b' } },
    ],
  ],
  transactions: [
    change({ op: 'update', row: { n: 5, size: 7, tags: set('y', 'z'), few: set(1, 2), counts: map({ l: 3, m: 4 }) } }),
    change({ op: 'update', row: { size: set(), tags: set(), counts: map({}) } }),
    change({ op: 'update', row: { name: 'c' } }),
  ],
  output: [
    'row,action,name,n,size,tags,few,counts',
    '<0>,initial,"""a""",,,"[""set"",[""x"",""y""]]",,"[""map"",[[""k"",1],[""l"",2]]]"',
    '<1>,initial,"""b""",,,,,',
    '',
    'row,action,name,n,size,tags,few,counts',
    '<0>,modify,,5,7,"[""set"",[""x"",""z""]]","[""set"",[0,1,2]]","[""map"",[[""k"",1],[""l"",3],[""m"",4]]]"',
    '',
    'row,action,name,n,size,tags,few,counts',
    '<0>,modify,,,"[""set"",[]]","[""set"",[""y"",""z""]]",,"[""map"",[[""l"",3],[""m"",4]]]"',
    '',
    'row,action,name,n,size,tags,few,counts',
    '<0>,modify,"""c""",,,,,',
  ],
}

t.test('a real server', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  await t.test('tells differences as the replica takes them', async (t) => {
    t.strictSame(await runMonitor(vector, EVERY_SHAPE), {})
  })

  await t.test('has other rows than expected', async (t) => {
    const { failure } = await runMonitor({ ...vector, output: vector.output.slice(0, 3) }, EVERY_SHAPE)
    t.match(failure, /^expected\nrow,action.*\n {5}got\nrow,action/s)
  })

  await t.test('moves rows into a condition and out of it', async (t) => {
    const verdict = await runMonitor(
      {
        ...vector,
        condition: '[["n", "==", 5]]',
        columns: 'name,n',
        conditionChanges: ['[["name", "==", "b"], ["name", "==", "c"]]', '[["name", "==", "b"]]'],
        output: [
          'row,action,name,n',
          '<0>,insert,"""a""",5',
          '',
          'row,action,name,n',
          '<0>,modify,"""c""",',
          '',
          'row,action,name,n',
          '<1>,insert,"""b""",',
          '',
          'row,action,name,n',
          '<0>,delete,,',
        ],
      },
      EVERY_SHAPE,
    )
    t.strictSame(verdict, {})
  })
})
