import t from 'tap'
import { Series } from '../../../lib/exporter/collectors/series.js'
import { encodeLabels } from '../../../lib/exporter/exposition/labels.js'

const A = encodeLabels({ name: 'a' })
const B = encodeLabels({ name: 'b' })

t.test('a family has each series once, whatever others have', async (t) => {
  const series = new Series()
  t.equal(series.add('open', A, undefined), true)
  t.equal(series.add('open', B, undefined), true)
  t.equal(series.add('open', A, undefined), false, 'the same labels')
  t.equal(series.add('open', encodeLabels({ name: 'b' }), undefined), false, 'labels that say the same')
  t.equal(series.add('visits', A, undefined), true)
  t.equal(series.add('visits', A, undefined), false)
})

t.test('one more label makes another series', async (t) => {
  const series = new Series()
  t.equal(series.add('state', A, undefined), true)
  t.equal(series.add('state', A, ['state', 'up']), true)
  t.equal(series.add('state', A, ['state', 'down']), true)
  t.equal(series.add('state', A, ['why', 'up']), true)
  t.equal(series.add('state', B, ['state', 'up']), true)
  t.equal(series.add('state', encodeLabels({ name: 'a' }), ['state', 'up']), false)
})

t.test('a series without labels', async (t) => {
  const series = new Series()
  t.equal(series.add('count', encodeLabels({}), undefined), true)
  t.equal(series.add('count', encodeLabels({}), undefined), false)
})
