import t from 'tap'
import { parseOfprotoList } from '../../../lib/unixctl/commands/ofproto-list.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  t.strictSame([...parseOfprotoList(golden('ofproto-list.3.1'))].sort(), ['contivVlanBridge', 'contivVxlanBridge'])
})

t.test('none, and no newline behind the last', async (t) => {
  t.strictSame(parseOfprotoList(''), [])
  t.strictSame(parseOfprotoList('br0\nbr-int'), ['br0', 'br-int'])
})

t.test('any text', async () => checkAnyText(parseOfprotoList))
