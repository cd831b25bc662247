import t from 'tap'
import { connect, createClient, openClient } from '../../../lib/ovsdb/client/connect.js'
import { eventually } from '../../support/eventually.js'
import { handshake, startScriptedServer } from '../../support/scripted-server.js'

t.test('clients that dial as Node.js does', async (t) => {
  const { remote } = await startScriptedServer(t, handshake())
  const database = 'Scripted'
  await using connected = await connect(remote, { database })
  t.equal(connected.schema.name, 'Scripted')
  await using opened = openClient(remote, { database })
  await eventually(() => opened.status.state === 'connected')
  await using created = createClient(remote, { database })
  created.start()
  await eventually(() => created.status.state === 'connected')
})
