import t from 'tap'
import { parseMemoryShow } from '../../../lib/unixctl/commands/memory-show.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('ovs-vswitchd, a name with a blank among them', async (t) => {
  t.strictSame(
    [...parseMemoryShow(golden('memory-show.3.1'))].filter(([name]) => name !== 'udpif keys'),
    [
      ['handlers', 1],
      ['idl-cells-Open_vSwitch', 483],
      ['ports', 8],
      ['revalidators', 1],
      ['rules', 524],
    ],
  )
  t.equal(parseMemoryShow('handlers:1 udpif keys:101\n').get('udpif keys'), 101)
})

t.test('ovsdb-server', async (t) => {
  t.strictSame(
    [...parseMemoryShow(golden('memory-show.cluster.3.1').trimEnd())],
    [
      ['atoms', 17],
      ['cells', 20],
      ['monitors', 0],
      ['n-weak-refs', 0],
      ['raft-connections', 4],
      ['raft-log', 3],
      ['txn-history', 1],
    ],
  )
})

t.test('what is no count is left out', async (t) => {
  t.strictSame([...parseMemoryShow('')], [])
  t.strictSame([...parseMemoryShow('a: b:1')], [['b', 1]])
  t.strictSame(
    [...parseMemoryShow('a:007 b:1')],
    [
      ['a', 7],
      ['b', 1],
    ],
  )
  t.strictSame([...parseMemoryShow(':1 b:4294967295')], [['b', 4294967295]])
})

t.test('any text', async () => checkAnyText(parseMemoryShow))
