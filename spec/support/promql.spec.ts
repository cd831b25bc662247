import t from 'tap'
import { askedBy } from './promql.js'

const selector = (metric: string, more = {}) => ({ metric, labels: [], range: false, within: undefined, ...more })

const CASES: Readonly<Record<string, ReturnType<typeof askedBy>>> = {
  up: { selectors: [selector('up')], grouping: [] },
  'a{b="c{d}[e]", f!~"g,\\"h"} == bool 0': { selectors: [selector('a', { labels: ['b', 'f'] })], grouping: [] },
  'rate(a_total{b=~"c"}[5m])': {
    selectors: [selector('a_total', { labels: ['b'], range: true, within: 'rate' })],
    grouping: [],
  },
  'sum by (a, b) (rate(c_total[1h5m] offset 1d)) / ignoring (d) group_left () e': {
    selectors: [selector('c_total', { range: true, within: 'rate' }), selector('e')],
    grouping: ['a', 'b', 'd'],
  },
  'topk(10, count(a)) and on (b) (c > 0.95 * d) unless up': {
    selectors: [selector('a', { within: 'count' }), selector('c'), selector('d'), selector('up')],
    grouping: ['b'],
  },
  'sum(a) by (b)': { selectors: [selector('a', { within: 'sum' })], grouping: ['b'] },
  'max((a) + b)': { selectors: [selector('a', { within: 'max' }), selector('b', { within: 'max' })], grouping: [] },
}

for (const [expression, asked] of Object.entries(CASES)) {
  t.test(expression, async (t) => {
    t.strictSame(askedBy(expression), asked)
  })
}
