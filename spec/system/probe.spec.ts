import t from 'tap'
import { stringify } from 'yaml'
import { CAPTURED_NODE } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { freePort } from '../support/free-port.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { startPrometheus } from '../support/prometheus.js'
import { writeWebConfig as writeYaml } from '../support/web-config.js'
import { missing } from '../support/which.js'

t.test(
  'a real Prometheus has one exporter ask many switches',
  { skip: missing('ovsdb-server', 'prometheus') },
  async (t) => {
    const servers = await Promise.all([startOvsdbServer(t, CAPTURED_NODE), startOvsdbServer(t)])
    const down = `tcp:127.0.0.1:${await freePort()}`
    const ports = [...servers.map(({ remote }) => remote), down].map((remote) => Number(remote.split(':').at(-1)))
    const { path } = writeYaml(t, { targets: [{ hosts: ['127.0.0.0/8'], ports, transports: ['tcp'] }] })
    const { url } = await startExporterProcess(t, ['--ovsdb', down, '--probe.config.file', path])
    const targets = [...servers.map(({ remote }) => remote), down, 'tcp:127.0.0.1:1']
    const prometheus = await startPrometheus(t, {
      config: stringify({
        global: { scrape_interval: '1s' },
        scrape_configs: [
          {
            job_name: 'switches',
            metrics_path: '/probe',
            static_configs: [{ targets }],
            relabel_configs: [
              { source_labels: ['__address__'], target_label: '__param_target' },
              { source_labels: ['__address__'], target_label: 'instance' },
              { target_label: '__address__', replacement: new URL(url).host },
            ],
          },
        ],
      }),
    })
    const value = async (expression: string) => (await prometheus.query(expression)).map((sample) => sample.value)
    await eventually(async () => (await value('count(ovs_up) + count(up)'))[0] === '7')
    const [node, empty] = servers.map(({ remote }) => remote)
    t.strictSame(await value(`ovs_up{instance="${node}"}`), ['1'])
    t.strictSame(await value(`ovs_up{instance="${empty}"}`), ['1'])
    t.strictSame(await value(`ovs_up{instance="${down}"}`), ['0'])
    t.strictSame(await value(`ovs_interface_transmit_packets_total{instance="${node}",interface="contivh0"}`), ['252'])
    t.strictSame(await value('up{instance="tcp:127.0.0.1:1"}'), ['0'], 'what is not allowed is not asked')
    t.match((await prometheus.targets()).find(({ labels }) => labels.instance === 'tcp:127.0.0.1:1')?.lastError, '403')
  },
)
