import t from 'tap'
import { netmasterError, writeNetmasterHealth } from '../../../lib/exporter/collectors/netmaster-health.js'
import { ExpositionWriter } from '../../../lib/exporter/exposition/writer.js'

function written(up: boolean, requests: number, age?: number): string {
  const writer = new ExpositionWriter()
  writeNetmasterHealth(writer, { up, requests, age })
  return Buffer.concat(writer.finish()).toString()
}

t.test('whether Netmaster is up, and what it was asked', async (t) => {
  t.equal(
    written(true, 12, 1.5),
    [
      '# HELP contiv_netmaster_up Whether the last contact with Netmaster succeeded, the leader lookup included.',
      '# TYPE contiv_netmaster_up gauge',
      'contiv_netmaster_up 1',
      '# HELP contiv_netmaster_requests_total HTTP requests sent to Netmaster and to the store that names its leader.',
      '# TYPE contiv_netmaster_requests_total counter',
      'contiv_netmaster_requests_total 12',
      '# HELP contiv_inventory_age_seconds Time since Netmaster last confirmed all that is known from it.',
      '# TYPE contiv_inventory_age_seconds gauge',
      'contiv_inventory_age_seconds 1.5',
      '',
    ].join('\n'),
  )
  t.match(written(false, 0), /^contiv_netmaster_up 0$/m)
  t.match(written(false, 0), /^contiv_netmaster_requests_total 0$/m)
  t.notMatch(written(false, 0), /contiv_inventory_age_seconds/, 'there is no age before the first contact')
})

t.test('what is wrong, if anything is', async (t) => {
  const error = new Error('refused')
  t.equal(netmasterError({ up: true, error: undefined }), undefined)
  t.equal(netmasterError({ up: false, error }), error)
  t.match(netmasterError({ up: false, error: undefined }), { message: 'not asked yet' })
})
