import t from 'tap'
import { formatJson } from '../../lib/interfaces/format-json.js'
import { placedInterface } from './interface-row.js'

t.test('without interfaces it is the empty array', (t) => {
  t.equal(formatJson([]), '[]\n')
  t.end()
})

t.test('each interface has the same members, and all statistics it reports, exact', (t) => {
  const rows = [
    placedInterface({
      port: 'bond0',
      type: 'internal',
      admin_state: 'up',
      link_state: 'down',
      external_ids: new Map([['endpoint-id', 'web.blue-1']]),
      statistics: new Map<string, number | bigint>([
        ['rx_bytes', 2n ** 53n + 1n],
        ['rx_q0_packets', 0],
        ['tx_bytes', -(2n ** 63n)],
      ]),
    }),
    placedInterface({ bridge: undefined, port: undefined, name: 'eth1' }),
  ]
  t.equal(
    formatJson(rows),
    `[
  {
    "bridge": "br0",
    "port": "bond0",
    "interface": "eth0",
    "type": "internal",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "admin_state": "up",
    "link_state": "down",
    "external_ids": {
      "endpoint-id": "web.blue-1"
    },
    "statistics": {
      "rx_bytes": 9007199254740993,
      "rx_q0_packets": 0,
      "tx_bytes": -9223372036854775808
    }
  },
  {
    "bridge": null,
    "port": null,
    "interface": "eth1",
    "type": "",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "admin_state": null,
    "link_state": null,
    "external_ids": {},
    "statistics": {}
  }
]
`,
  )
  t.end()
})

t.test('any text survives, and none of it drives the terminal', (t) => {
  const texts = ['__proto__', 'constructor', 'toJSON', '"\\', '\x1b[2J', '\x7f\x9b2J\x80', '日\u2028', '\ud83d', '']
  const row = placedInterface({ name: '\x9b\x07', external_ids: new Map(texts.map((text) => [text, text])) })
  const json = formatJson([row])
  t.notMatch(json, /[^\P{Cc}\n]/u)
  const [read] = JSON.parse(json)
  t.equal(read.interface, '\x9b\x07')
  t.same(new Map(Object.entries(read.external_ids)), row.external_ids)
  t.end()
})
