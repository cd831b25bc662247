import t from 'tap'
import { parsePmdRxqShow } from '../../../lib/unixctl/commands/pmd-rxq-show.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  t.strictSame(parsePmdRxqShow(golden('pmd-rxq-show.3.1')), [
    {
      numa: '0',
      core: '0',
      isolated: false,
      queues: [
        { port: 'pm0', queue: '0', enabled: true, usage: 0 },
        { port: 'pm0', queue: '1', enabled: true, usage: 0 },
      ],
      overhead: 0,
    },
  ])
})

t.test('4.0', async (t) => {
  t.strictSame(parsePmdRxqShow(golden('pmd-rxq-show.written-after-4.0-source')), [
    {
      numa: '0',
      core: '2',
      isolated: true,
      queues: [
        { port: 'dpdk0', queue: '0', enabled: true, usage: 0.45 },
        { port: 'dpdk0', queue: '11', enabled: true, usage: 0.07 },
        { port: 'vhost-user-client-longer-than-16', queue: '0', enabled: false, usage: 0 },
      ],
      overhead: 0.03,
    },
    { numa: '1', core: '9', isolated: false, queues: [], overhead: undefined },
  ])
})

t.test('2.8, the queues of a port on one line', async (t) => {
  const queue = { enabled: undefined, usage: undefined }
  t.strictSame(parsePmdRxqShow(golden('pmd-rxq-show.written-after-2.8-source')), [
    {
      numa: '0',
      core: '2',
      isolated: false,
      queues: [
        { port: 'dpdk0', queue: '0', ...queue },
        { port: 'dpdk0', queue: '1', ...queue },
        { port: 'dpdk1', queue: '0', ...queue },
      ],
      overhead: undefined,
    },
  ])
})

t.test('before there is a measurement', async (t) => {
  const text =
    'pmd thread numa_id 0 core_id 0:\n  port: p  queue-id:  0 (enabled)   pmd usage: NOT AVAIL\n  overhead: NOT AVAIL\n'
  t.match(parsePmdRxqShow(text), [{ queues: [{ enabled: true, usage: undefined }], overhead: undefined }])
})

t.test('any text', async () => checkAnyText(parsePmdRxqShow))
