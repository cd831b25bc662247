import t from 'tap'
import { missing } from '../../support/which.js'
import { readVectors } from '../vector.js'
import { runIdl } from './idl.js'

const schemas = readVectors('fixtures/vectors', 'schemas.json') as unknown as { readonly idltest_schema: object }
const insert = (i: number) => `["idltest", {"op": "insert", "table": "simple", "row": {"i": ${i}}}]`
const row = (step: string, i: number, uuid: number, what = '') =>
  `${step}: table simple: ${what}i=${i} r=0 b=false s= u=<0> ia=[] ra=[] ba=[] sa=[] ua=[] uuid=<${uuid}>`

const run = (output: readonly string[], args: readonly string[], kind = 'idl', filter?: string) =>
  runIdl(
    { title: 'a case', kind, before: [insert(1)], args, output, ...(filter !== undefined && { filter }) },
    schemas.idltest_schema,
  )

t.test(
  'a case is held against what the reference prints',
  { skip: missing('ovsdb-server', 'ovsdb-tool') },
  async (t) => {
    const commands = ['insert 2', 'verify 2 b, increment 2', 'delete 1, abort', '+delete 1, set 3 b 1, set 3 b 0']
    const output = [
      row('000', 1, 1),
      '001: commit, status=success',
      row('002', 1, 1),
      row('002', 2, 2),
      '003: commit, status=success, increment=3',
      row('004', 1, 1),
      row('004', 3, 2),
      '005: commit, status=aborted',
      '006: commit, status=success',
      row('007', 3, 2),
      '008: done',
    ]
    t.strictSame(await run(output, commands), {})
    const wrong = output.map((line) => line.replace('i=3', 'i=4'))
    t.match(await run(wrong, commands), {
      failure: /007: table simple: i=4 .*\n008: done\n {5}got\n.*007: table simple: i=3/s,
    })
    t.strictSame(await run(wrong, commands, 'idl', "sed 's/i=3/i=4/'"), {}, 'what goes through the filter')
    const swapped = output.map((line) => (line.startsWith('007') ? line.replace('<2>', '<1>') : line))
    t.match(await run(swapped, commands), { failure: /007/ }, 'another row')

    const tracked = [
      row('000', 1, 1, 'inserted row: '),
      '000: table simple: updated columns: i',
      '001: {"error":null,"result":[{"count":1}]}',
      row('002', 1, 1, 'deleted row: '),
      '003: done',
    ]
    const deletion = ['["idltest", {"op": "delete", "table": "simple", "where": []}]']
    t.strictSame(await run(tracked, deletion, 'idltrack'), {})
    t.match(
      await run(
        tracked.filter((line) => !line.includes('deleted')),
        deletion,
        'idltrack',
      ),
      { failure: /deleted row/ },
    )
    await t.rejects(run([], ['unheard-of 5']), { message: /expected a command .* got unheard-of/ })
  },
)
