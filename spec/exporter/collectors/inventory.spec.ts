import t from 'tap'
import type { InventoryStatus } from '../../../lib/contiv/index.js'
import { InventoryCollector } from '../../../lib/exporter/collectors/inventory.js'
import { parseExposition } from '../../support/exposition.js'
import { textOf } from '../../support/scrape.js'

const STATUS: InventoryStatus = {
  up: true,
  lastSuccess: new Date(100_000),
  age: 59.5,
  error: undefined,
  endpoints: 8,
  networks: 3,
  requests: 5,
}

async function samples(status: InventoryStatus) {
  const families = parseExposition(textOf(await new InventoryCollector({ status: () => status }).gather()))
  return Object.fromEntries(families.map(({ name, samples }) => [name, samples[0]?.value]))
}

t.test('what is known, and how old it is', async (t) => {
  t.strictSame(await samples(STATUS), {
    contiv_netmaster_up: '1',
    contiv_netmaster_requests_total: '5',
    contiv_inventory_endpoints: '8',
    contiv_inventory_age_seconds: '59.5',
  })
})

t.test('while Netmaster is away, what was learned keeps its age', async (t) => {
  const away = { ...STATUS, up: false, error: new Error('refused') }
  const { contiv_netmaster_up: up, contiv_inventory_age_seconds: age } = await samples(away)
  t.strictSame({ up, age }, { up: '0', age: '59.5' })
})

t.test('before the first refresh there is no age', async (t) => {
  const never = { ...STATUS, up: false, lastSuccess: undefined, age: undefined, endpoints: 0 }
  t.strictSame(await samples(never), {
    contiv_netmaster_up: '0',
    contiv_netmaster_requests_total: '5',
    contiv_inventory_endpoints: '0',
  })
})

t.test('the status is that of the moment of writing: the same scrape may have learned', async (t) => {
  let status = STATUS
  const gathered = await new InventoryCollector({ status: () => status }).gather()
  t.equal(gathered.error, undefined)
  const error = new Error('refused')
  status = { ...STATUS, endpoints: 9, up: false, error, age: 2 }
  t.match(textOf(gathered), /^contiv_inventory_endpoints 9$/m)
  t.equal(gathered.error, error)
  t.equal(gathered.age, 2)
})
