import t from 'tap'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { freePort } from '../support/free-port.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { missing } from '../support/which.js'

t.test(
  'nobody scrapes: the log says all the same that the switch is away, and that it is back',
  {
    skip: missing('ovsdb-server'),
  },
  async (t) => {
    const port = await freePort()
    const exporter = await startExporterProcess(t, ['--ovsdb', `tcp:127.0.0.1:${port}`])
    await eventually(() => exporter.program.output().includes('"msg":"source failed"'))
    t.match(exporter.program.output(), /"source":"ovsdb","cause":"[^"]*ECONNREFUSED[^"]*"/)
    await startOvsdbServer(t, { port })
    await eventually(() => exporter.program.output().includes('"msg":"source is well again"'))
    t.equal(exporter.program.output().split('"msg":"source failed"').length, 2, 'told once')
  },
)
