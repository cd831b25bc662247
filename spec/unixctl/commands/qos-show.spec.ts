import t from 'tap'
import { parseQosShow } from '../../../lib/unixctl/commands/qos-show.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  const qos = parseQosShow(golden('qos-show.3.1'))
  t.match(qos, { interface: 'v1', type: 'linux-htb', queues: [{ queue: '0' }, { queue: '1' }] })
  t.strictSame(qos?.settings, new Map([['max-rate', '10000000']]))
  t.equal(qos?.queues[1]?.settings.get('min-rate'), '1000000')
  t.strictSame(Object.keys(qos?.queues[0]?.counters ?? {}), ['sentPackets', 'sentBytes', 'errors'])
})

t.test('4.0: counters of 64 bits, what the device does not count, and a queue without statistics', async (t) => {
  t.strictSame(parseQosShow(golden('qos-show.written-after-4.0-source')), {
    interface: 'eth0',
    type: 'linux-htb',
    settings: new Map([['max-rate', '10000000']]),
    queues: [
      {
        queue: '0',
        counters: { sentPackets: 18446744073709551614n, sentBytes: 9007199254740993n },
        settings: new Map([['min-rate', '12000']]),
      },
      {
        queue: '7',
        counters: {},
        settings: new Map([
          ['max-rate', '5000000'],
          ['Failed to get statistics for queue 7', 'No such file or directory'],
        ]),
      },
    ],
  })
})

t.test('no QoS', async (t) => {
  t.equal(parseQosShow(golden('qos-show.not-configured.3.1')), undefined)
  t.equal(parseQosShow(''), undefined)
})

t.test('any text', async () => checkAnyText(parseQosShow))
