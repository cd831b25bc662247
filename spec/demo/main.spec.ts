import t from 'tap'
import { startProgram } from '../support/child-process.js'

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  t.test(`says where to look, and ends at ${signal}`, async (t) => {
    const ready = ({ output }: { output(): string }) => output().includes('Ctrl-C ends it.')
    const demo = await startProgram(t, process.execPath, ['dist/lib/demo/main.js'], { ready })
    const [url] = /http:\S+\/metrics/.exec(demo.output()) ?? []
    const response = await fetch(String(url))
    t.equal(response.status, 200)
    t.match(await response.text(), /^# HELP /)
    demo.signal(signal)
    t.equal(await demo.ended, 0)
  })
}
