import t from 'tap'
import { checkOutgoing } from '../../lib/jsonrpc/check-outgoing.js'

const nested = (depth: number) => `${'['.repeat(depth)}"[[\\"[["${']'.repeat(depth)}`

t.test('what a server ends the session of', async (t) => {
  for (const [text, complaint] of [
    ['["\\ud800"]', 'expected JSON of whole characters, got \\ud800'],
    ['["\\u0000"]', 'expected JSON of whole characters, got \\u0000'],
    ['[5e-324]', 'expected a number of at least 2.2250738585072014e-308, or 0, got 5e-324'],
    [
      '{"r":-2.225073858507201e-308}',
      'expected a number of at least 2.2250738585072014e-308, or 0, got -2.225073858507201e-308',
    ],
    [nested(1001), 'expected JSON nested at most 1000 deep, got deeper'],
  ] as const) {
    t.throws(() => checkOutgoing(text), new SyntaxError(complaint), text.slice(0, 40))
  }
})

t.test('what it takes', async (t) => {
  for (const text of [
    '["\\ud83d\\ude00", "\\n"]',
    '[2.2250738585072014e-308, 1e-300, 0]',
    '["5e-324", "\\"5e-324"]',
    nested(1000),
    `[${'[],'.repeat(2000)}0]`,
    JSON.stringify(['['.repeat(3000)]),
  ]) {
    t.doesNotThrow(() => checkOutgoing(text), text.slice(0, 40))
  }
})
