import t from 'tap'
import { parseCtCount } from '../../../lib/unixctl/commands/ct-count.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  t.equal(parseCtCount('dpctl/ct-get-nconns', golden('ct-get-nconns.3.1')), 7)
  t.equal(parseCtCount('dpctl/ct-get-maxconns', golden('ct-get-maxconns.3.1')), 3000000)
})

t.test('no count', async (t) => {
  for (const text of ['', '\n', '7 connections', '-1', 'ovs-vswitchd: datapath not found']) {
    t.throws(() => parseCtCount('dpctl/ct-get-nconns', text), {
      code: 'UNEXPECTED_REPLY',
      message: /^expected a number of connections from "dpctl\/ct-get-nconns", got "/,
    })
  }
})

t.test('any text', async () => checkAnyText((text) => parseCtCount('dpctl/ct-get-nconns', text)))
