import { connect } from 'ovsdb-exporter'

const [remote = 'tcp:127.0.0.1:6640', name = 'vvport1'] = process.argv.slice(2)
await using client = await connect(remote, { database: 'Open_vSwitch' })
await using replica = await client.replicate(
  { Interface: ['name', 'admin_state'] },
  { where: { Interface: [['name', '==', name]] } },
)

for await (const { kind, new: row } of replica.changes({ initial: true })) {
  console.log(name, kind, row?.admin_state)
  if (row?.admin_state === 'up') break
}
