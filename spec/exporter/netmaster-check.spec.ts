import t from 'tap'
import { netmasterCheck } from '../../lib/exporter/netmaster-check.js'

t.test('ready when Netmaster answered last', async (t) => {
  const check = (up: boolean, error?: Error) =>
    netmasterCheck({
      status: () => ({ up, error, counts: undefined, lists: undefined, age: 1, lastSuccess: undefined, requests: 1 }),
    })()
  t.equal(check(true), undefined)
  t.equal(check(false, new Error('refused')), 'netmaster: refused')
})
