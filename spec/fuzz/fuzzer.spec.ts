import t from 'tap'
import { Fuzzer } from './fuzzer.js'

const program = new URL('broken-targets.js', import.meta.url)
const LONG = 60_000

t.test('what throws, hangs or eats memory is found, with the input that does it', async (t) => {
  const fuzzer = new Fuzzer({ program, patience: 3000 })
  t.teardown(() => fuzzer.close())
  const run = async (target: string) => {
    const { findings, executions } = await fuzzer.run({ target, seed: 1, milliseconds: LONG, guided: false })
    t.ok(executions > 0)
    return findings.map(({ input, reason }) => ({ text: Buffer.from(input).toString(), reason }))
  }
  const [hanging] = await run('hangs')
  t.match(hanging, { text: /hangs/, reason: /expected an end within 3000 ms, got none/ })
  const [eating] = await run('eats')
  t.match(eating, { text: /eats/, reason: /the thread ended|expected an end/ })
})

t.test('a finding is told once, and as short as it can be', async (t) => {
  const fuzzer = new Fuzzer({ program })
  t.teardown(() => fuzzer.close())
  const { findings } = await fuzzer.run({ target: 'throws', seed: 1, milliseconds: 3000, guided: true })
  t.match(
    findings.map(({ input, reason }) => ({ text: Buffer.from(input).toString(), reason })),
    [{ text: /^throws$/, reason: /^TypeError: it does\n/ }],
  )
  const { findings: none } = await fuzzer.run({ target: 'holds', seed: 1, milliseconds: 100, guided: false })
  t.strictSame(none, [])
})
