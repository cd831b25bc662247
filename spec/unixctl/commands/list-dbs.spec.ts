import t from 'tap'
import { parseListDbs } from '../../../lib/unixctl/commands/list-dbs.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  t.strictSame(parseListDbs(golden('list-dbs.3.1')), ['Open_vSwitch', '_Server'])
  t.strictSame(parseListDbs('OVN_Northbound'), ['OVN_Northbound'])
  t.strictSame(parseListDbs('\nno name\n-\n'), [])
})

t.test('any text', async () => checkAnyText(parseListDbs))
