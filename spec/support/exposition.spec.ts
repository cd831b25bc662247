import t from 'tap'
import { parseExposition } from './exposition.js'

const HEAD = '# HELP a_total What\\n it \\\\ is.\n# TYPE a_total counter\n'

t.test('families, labels and values', async (t) => {
  const text = `${HEAD}a_total{x="\\"\\\\\\n",y=""} 1\na_total 2\n# HELP h H.\n# TYPE h histogram\nh_bucket{le="+Inf"} 1\nh_sum 0.5\nh_count 1\n`
  t.strictSame(parseExposition(text), [
    {
      name: 'a_total',
      help: 'What\n it \\ is.',
      type: 'counter',
      samples: [
        { name: 'a_total', labels: { x: '"\\\n', y: '' }, value: '1' },
        { name: 'a_total', labels: {}, value: '2' },
      ],
    },
    {
      name: 'h',
      help: 'H.',
      type: 'histogram',
      samples: [
        { name: 'h_bucket', labels: { le: '+Inf' }, value: '1' },
        { name: 'h_sum', labels: {}, value: '0.5' },
        { name: 'h_count', labels: {}, value: '1' },
      ],
    },
  ])
  t.strictSame(parseExposition(''), [])
})

t.test('what Prometheus would not take, or only out of kindness', async (t) => {
  const wrong: Record<string, string> = {
    'line feed at the end': `${HEAD}a_total 1`,
    'one HELP for each family': `${HEAD}${HEAD}`,
    'HELP of the same family': '# TYPE a counter\n',
    'TYPE after HELP': '# HELP a A.\n',
    'one of counter': '# HELP a A.\n# TYPE a number\n',
    'HELP or TYPE': '# hello\n',
    'backslash and line feed only': '# HELP a \\" A.\n# TYPE a gauge\n',
    'a sample of its family': `${HEAD}b 1\n`,
    'a sample,': `${HEAD}0a 1\n`,
    'a value': `${HEAD}a_total 0x1\n`,
    labels: `${HEAD}a_total{x="\\t"} 1\n`,
    'labels,': `${HEAD}a_total{x="1",} 1\n`,
    'each label once': `${HEAD}a_total{x="1",x="2"} 1\n`,
    'each series once': `${HEAD}a_total{x="1",y="2"} 1\na_total{y="2",x="1"} 1\n`,
  }
  for (const [reason, text] of Object.entries(wrong)) {
    t.throws(() => parseExposition(text), new RegExp(`expected .*${reason}`), reason)
  }
})
