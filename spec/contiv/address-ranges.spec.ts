import t from 'tap'
import { countAddresses } from '../../lib/contiv/address-ranges.js'

t.test('as Netmaster writes them', async (t) => {
  const cases: Record<string, number> = {
    '': 0,
    ' ': 0,
    '20.1.1.254': 1,
    '20.1.1.6-20.1.1.253': 248,
    '20.1.1.1-20.1.1.5, 20.1.1.254': 6,
    '10.0.0.1,10.0.0.3': 2,
    '10.0.0.0-10.255.255.255': 2 ** 24,
    '10.0.0.254-10.0.1.1': 4,
    '200.0.0.1-200.0.0.1': 1,
  }
  for (const [list, count] of Object.entries(cases)) t.equal(countAddresses(list), count, list)
})

t.test('what is no such list has no number', async (t) => {
  for (const list of [
    'a',
    '10.0.0',
    '10.0.0.1-',
    '-10.0.0.1',
    '10.0.0.256',
    '10.0.0.2-10.0.0.1',
    '10.0.0.1-2-3',
    ',',
    '::1',
  ]) {
    t.equal(countAddresses(list), undefined, list)
  }
})
