import t from 'tap'
import { parseFilter } from '../../../lib/page/model/filter.js'
import { newRow } from '../../../lib/page/model/live-row.js'
import { pageRow } from '../../support/live-messages.js'

const ROWS = [
  pageRow('vvport1', { container: 'web-1', tenant: 'blue', network: 'web', group: 'Front' }),
  pageRow('vvport2', { container: 'db-1', tenant: 'blue', network: 'db', state: 'down' }),
  pageRow('vvport3', { container: 'blue-1', tenant: 'green', network: 'web' }),
  pageRow('eth0', { bridge: 'br-ext' }),
].map(newRow)

const found = (text: string) =>
  ROWS.filter(parseFilter(text))
    .map(({ row }) => row.interface)
    .join()

t.test('words in any field, all of them, whatever the case', async (t) => {
  t.equal(found(''), 'vvport1,vvport2,vvport3,eth0')
  t.equal(found('  '), 'vvport1,vvport2,vvport3,eth0')
  t.equal(found('blue'), 'vvport1,vvport2,vvport3')
  t.equal(found('BLUE Web'), 'vvport1,vvport3')
  t.equal(found('front'), 'vvport1')
  t.equal(found('nothing'), '')
})

t.test('a word in one field', async (t) => {
  t.equal(found('tenant:blue'), 'vvport1,vvport2')
  t.equal(found('state:down tenant:blue'), 'vvport2')
  t.equal(found('bridge:ext'), 'eth0')
  t.equal(found('tenant:'), 'vvport1,vvport2,vvport3,eth0', 'while it is being typed')
})

t.test('a colon that names no field is a character', async (t) => {
  t.equal(found('constructor:x'), '')
  t.equal(found('a:b'), '')
})
