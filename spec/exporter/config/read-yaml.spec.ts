import t from 'tap'
import { readYaml } from '../../../lib/exporter/config/read-yaml.js'

const read = (yaml: string, schema: 'failsafe' | 'core' = 'core') => readYaml(yaml, 'f.yml', schema)

t.test('one document, its scalars as the schema has them', async (t) => {
  t.strictSame(read('a: 1\nb: [true]'), { a: 1, b: [true] })
  t.strictSame(read('a: 1\nb: [true]', 'failsafe'), { a: '1', b: ['true'] })
  for (const yaml of ['', '---', '# nothing']) t.strictSame(read(yaml), {})
})

t.test('what is no YAML is told without the text', async (t) => {
  for (const [yaml, complaint] of [
    ['a: b: hunter2', 'expected YAML, got BLOCK_AS_IMPLICIT_KEY in line 1'],
    ['a: *hunter2', 'expected YAML, got an alias of nothing, of itself, or of too much'],
    ['a: 1\nb: { hunter2: 1, hunter2: 2 }', 'expected YAML, got DUPLICATE_KEY in line 2'],
    ['- a: 1\n  "a": 2', 'expected YAML, got DUPLICATE_KEY in line 2'],
    ['{}\n---\nhunter2', 'expected YAML, got a second document'],
  ] as const) {
    t.throws(() => read(yaml), { name: 'ConfigError', code: 'CONFIG', message: `f.yml: ${complaint}` })
  }
})

t.test('a key that checks pass over is refused', async (t) => {
  for (const [yaml, path] of [
    ['__proto__: 1', '__proto__'],
    ['a: 1\nusers:\n  "__proto__": hunter2', 'users.__proto__'],
    ['- a\n- b: { ? !!str __proto__ : { c: 1 } }', '1.b.__proto__'],
    ['a: &key __proto__\nb: { *key : 1 }', 'b.__proto__'],
    ['hunter2 is secret: { __proto__: 1 }', '….__proto__'],
  ] as const) {
    for (const schema of ['core', 'failsafe'] as const) {
      const message = `f.yml: ${path}: expected any other key, got this one`
      t.throws(() => read(yaml, schema), { name: 'ConfigError', code: 'CONFIG', message }, yaml)
    }
  }
  t.strictSame(read('[__proto__, { a: __proto__, constructor: 1 }]'), ['__proto__', { a: '__proto__', constructor: 1 }])
})

t.test('what nests without end is refused before it ends the process', async (t) => {
  const message = 'f.yml: expected YAML nested at most 100 deep, got deeper'
  const [lists, blocks] = [
    (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`,
    (depth: number) => `${'- '.repeat(depth)}a`,
  ]
  for (const nested of [lists, blocks]) {
    t.ok(read(nested(100)))
    for (const depth of [101, 20_000, 200_000]) t.throws(() => read(nested(depth)), { name: 'ConfigError', message })
  }
  for (const level of ['? ', 'a: ', '{ a: ', '"[": ', 'a,: '])
    t.throws(() => read(level.repeat(5000)), { message }, level)
  t.throws(() => read(Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')), { message })
  for (const text of ['x', '[', '{ ', '- ']) {
    t.strictSame(read(`a: "${text.repeat(5000)}x"`), { a: `${text.repeat(5000)}x` }, 'in a text nothing nests')
  }
  for (const yaml of ['a: &x { b: *x }', 'a: &x [[*x]]', '&x { a: *x }']) {
    t.throws(() => read(yaml), { name: 'ConfigError', message: /got an alias of nothing, of itself, or of too much$/ })
  }
})

t.test('nothing is printed past the log', async (t) => {
  const calls = t.capture(process, 'emitWarning', () => {})
  read('? [a]\n: b')
  t.throws(() => read('%YAML 1.255\n--- {}'), { message: /expected YAML, got BAD_DIRECTIVE in line 1/ })
  t.strictSame(calls(), [])
})
