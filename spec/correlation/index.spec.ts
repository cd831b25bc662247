import t from 'tap'
import * as door from '../../lib/correlation/index.js'

t.test('what other areas may use', async (t) => {
  t.strictSame(Object.keys(door).sort(), [
    'ENDPOINT_ID',
    'NOWHERE',
    'buildTopology',
    'correlate',
    'endpointIds',
    'isEndpointId',
    'turnRound',
  ])
})
