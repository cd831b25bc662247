import t from 'tap'
import { parseLacpShowStats } from '../../../lib/unixctl/commands/lacp-show-stats.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  const ports = parseLacpShowStats(golden('lacp-show-stats.3.1'))
  t.strictSame(
    ports.map(({ name, members }) => [name, ...members.map((member) => member.name)]),
    [
      ['bond0', 'a1', 'a2'],
      ['bond1', 'b1', 'b2'],
    ],
  )
  t.equal(Object.keys(ports[0]?.members[0]?.counters ?? {}).length, 7)
})

t.test('2.13: slaves', async (t) => {
  t.strictSame(parseLacpShowStats(golden('lacp-show-stats.written-after-2.13-source')), [
    {
      name: 'bond0',
      members: [
        {
          name: 'eth0',
          counters: {
            sentPdus: 4294967295,
            receivedPdus: 2,
            receivedBadPdus: 1,
            receivedMarkerRequests: 3,
            linkExpired: 4,
            linkDefaulted: 5,
            carrierChanged: 6,
          },
        },
      ],
    },
  ])
})

t.test('what belongs to no member is left out', async (t) => {
  t.strictSame(
    parseLacpShowStats('member: a:\n  TX PDUs: 1\n---- b statistics ----\n  TX PDUs: 2\nmember: c:\n  News: 3\n'),
    [{ name: 'b', members: [{ name: 'c', counters: {} }] }],
  )
})

t.test('any text', async () => checkAnyText(parseLacpShowStats))
