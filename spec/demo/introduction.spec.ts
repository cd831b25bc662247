import t from 'tap'
import { introduce } from '../../lib/demo/introduction.js'

const PORTS = { ovsdb: 6640, netplugin: 9004, netmaster: 9005 }
const DEMO = {
  remote: 'tcp:127.0.0.1:6640',
  netplugin: 'http://127.0.0.1:9004',
  netmaster: 'http://127.0.0.1:9005',
}

t.test('says where to look', async (t) => {
  const text = introduce(DEMO, PORTS)
  for (const line of [
    '  http://127.0.0.1:9004/ ',
    '  http://127.0.0.1:9004/metrics ',
    '  http://127.0.0.1:9005/ ',
    '  http://127.0.0.1:9005/metrics ',
    '  curl http://127.0.0.1:9004/metrics\n',
    '  node dist/bin/ovs-interfaces.js --db tcp:127.0.0.1:6640\n',
    '  ovs-vsctl --db=tcp:127.0.0.1:6640 list interface\n',
    '  node dist/bin/ovs-interfaces.js --db tcp:127.0.0.1:6640 --watch\n',
  ]) {
    t.ok(text.includes(line), line)
  }
  t.notMatch(text, /taken/)
})

t.test('says which port was taken', async (t) => {
  const text = introduce({ ...DEMO, netmaster: 'http://127.0.0.1:40001' }, PORTS)
  t.match(text, 'Port 9005 is taken: http://127.0.0.1:40001 instead.\n')
  t.notMatch(text, /9004 is taken|6640 is taken/)
})
