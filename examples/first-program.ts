import { connect } from 'ovsdb-exporter'

await using client = await connect(process.argv[2] ?? 'tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })

const rows = await client.select('Interface', { columns: ['name', 'external_ids', 'statistics'] })
for (const { name, external_ids, statistics } of rows) {
  console.log(name, external_ids.get('endpoint-id'), statistics.get('rx_packets'))
}
