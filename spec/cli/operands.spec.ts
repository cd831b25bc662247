import t from 'tap'
import { UsageError } from '../../lib/cli/errors.js'
import { expectOperands, takeDatabase, takeServer } from '../../lib/cli/operands.js'

t.test('a server is known by its connection method', async (t) => {
  for (const server of ['tcp:h:1', 'ssl:[::1]', 'unix:/s', 'ws://h/', 'wss://h/', 'tcp:a,tcp:b']) {
    t.strictSame(takeServer([server, 'a'], 'unix:/default'), { server, rest: ['a'] })
  }
  for (const operands of [[], ['Bridge'], ['["D"]'], ['-']]) {
    t.strictSame(takeServer(operands, 'unix:/default'), { server: 'unix:/default', rest: operands })
  }
})

t.test('a database is known by its name, or is the one that is meant', async (t) => {
  const cases: readonly (readonly [readonly string[], readonly string[], string, readonly string[]])[] = [
    [['B', 'T'], ['A', 'B'], 'B', ['T']],
    [['_Server'], ['A', '_Server'], '_Server', []],
    [['T'], ['A', '_Server'], 'A', ['T']],
    [[], ['A', 'Open_vSwitch'], 'Open_vSwitch', []],
  ]
  for (const [operands, databases, database, rest] of cases) {
    t.strictSame(takeDatabase(operands, databases), { database, rest })
  }
  const message = 'expected the name of a database, the server has A, B'
  t.throws(() => takeDatabase(['T'], ['A', 'B']), new UsageError(message))
  t.throws(() => takeDatabase([], []), new UsageError('expected the name of a database, the server has none'))
})

t.test('too few and too many operands', async (t) => {
  expectOperands(['a'], 1, 2, 'one or two')
  expectOperands(['a', 'b'], 1, 2, 'one or two')
  t.throws(() => expectOperands([], 1, 2, 'one or two'), new UsageError('expected one or two, got none'))
  const expected = new UsageError('expected one or two, got "a" "b" "c d"')
  t.throws(() => expectOperands(['a', 'b', 'c d'], 1, 2, 'one or two'), expected)
})
