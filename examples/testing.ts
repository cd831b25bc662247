import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from 'ovsdb-exporter'
import { startFakeServer } from 'ovsdb-exporter/testing'

const schema = {
  name: 'Inventory',
  version: '1.0.0',
  tables: { Host: { columns: { name: { type: 'string' }, ports: { type: 'integer' } }, isRoot: true } },
}

/** The program under test. */
async function countPorts(remote: string): Promise<number> {
  await using client = await connect(remote, { database: 'Inventory' })
  const hosts = await client.select('Host', { columns: ['ports'] })
  return hosts.reduce((sum, { ports }) => sum + Number(ports), 0)
}

const rows = {
  Host: [
    { name: 'a', ports: 2 },
    { name: 'b', ports: 3 },
  ],
}

test('the ports of all hosts are counted', async () => {
  await using server = await startFakeServer({ schema, rows })
  assert.equal(await countPorts(server.remote), 5)
  const { params } = await server.received('transact')
  assert.equal(params[0], 'Inventory')
})

test('a connection that breaks is told', async () => {
  await using server = await startFakeServer({ schema, rows })
  server.answer((call) => (call.method === 'transact' ? call.cut() : call.proceed()))
  await assert.rejects(countPorts(server.remote), { code: 'SESSION_CLOSED' })
})
