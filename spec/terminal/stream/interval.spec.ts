import t from 'tap'
import { byPlace, rateIn } from '../../../lib/terminal/stream/interval.js'
import { liveRow } from '../../support/live-rows.js'

t.test('by bridge and name, as a person sorts; those in no bridge last', async (t) => {
  const rows = [
    liveRow('a', {}, { bridge: '' }),
    liveRow('eth10'),
    liveRow('eth2'),
    liveRow('z', {}, { bridge: 'br-a' }),
  ]
  t.strictSame(
    rows.toSorted(byPlace).map(({ row }) => row.interface),
    ['z', 'eth2', 'eth10', 'a'],
  )
})

t.test('where the switch told nothing there are no rates', async (t) => {
  const live = liveRow('eth0', { rx_bytes: 5 })
  t.strictSame([rateIn({ seconds: 5 }, live, 'rx_bytes'), rateIn({ seconds: null }, live, 'rx_bytes')], [5, null])
})
