import type { IncomingMessage, ServerResponse } from 'node:http'
import t from 'tap'
import type { Answer, AnsweringServer, Handler } from '../../support/answering-server.js'
import { inspectPath } from '../../support/contiv.js'
import { eventually } from '../../support/eventually.js'
import type { ExporterProcess } from '../../support/exporter.js'
import { missing } from '../../support/which.js'
import type { NETMASTER_FAULTS } from './faults.js'
import { startWatchedContiv } from './watched-contiv.js'

const PATHS = [
  ...['/version', '/info'],
  ...['networks', 'tenants', 'endpointGroups'].map((list) => `/api/v1/${list}/`),
  ...[inspectPath('blue', 'web'), inspectPath('blue', 'db'), inspectPath('default', 'contivnet')],
]

interface Outage {
  begin(netmaster: AnsweringServer): unknown
  end(netmaster: AnsweringServer): unknown
  /** What the log of each exporter says of it. */
  readonly told: string
}

const MODES = ['netplugin', 'netmaster'] as const

function answers(answer: Answer | Handler, told: string): Outage {
  return {
    begin: (netmaster) => PATHS.map((path) => netmaster.answer(path, answer)),
    end: (netmaster) => PATHS.map((path) => netmaster.answer(path, undefined)),
    told,
  }
}

const OUTAGES = {
  'netmaster-stopped': {
    begin: (netmaster) => netmaster.down(),
    end: (netmaster) => netmaster.up(),
    told: 'ECONNREFUSED',
  },
  'netmaster-500': answers(
    { status: 500, body: 'etcd cluster is unavailable\n' },
    'got 500: etcd cluster is unavailable',
  ),
  'netmaster-silent': answers(() => undefined, 'expected an answer within 3000 ms'),
  'netmaster-trickling': answers(trickle, 'expected an answer within 3000 ms'),
  'netmaster-half-json': answers({ body: '[{"networkName":"web",' }, 'expected JSON, got [{"networkName":"web",'),
  'netmaster-cut': answers(cut, 'aborted'),
  'netmaster-other-json': answers({ body: { message: 'moved' } }, 'expected array, got object'),
  'netmaster-html': answers({ body: '<!doctype html><title>Sign in</title>' }, 'expected JSON, got <!doctype html>'),
  'netmaster-redirect-loop': answers({ status: 307, headers: { Location: '/version' } }, 'Redirected 3 times'),
} as const satisfies Partial<Record<keyof typeof NETMASTER_FAULTS, Outage>>

t.test('Netmaster', { skip: missing('ovsdb-server', 'etcd') }, async (t) => {
  const contiv = await startWatchedContiv(t)
  const {
    exporters,
    netmasters: [leader],
    observe,
  } = contiv
  const faults = Object.keys(OUTAGES) as (keyof typeof OUTAGES)[]
  for (const [index, fault] of faults.entries()) {
    const { begin, end, told }: Outage = OUTAGES[fault]
    const why = (cause: string) => cause.includes(told)
    await t.test(fault, async (t) => {
      await observe(t, fault, async () => {
        await begin(leader)
        await contiv.down()
        t.equal((await fetch(`${exporters.netmaster.url}/readyz`)).status, 503)
        await contiv.age()
        // Whom it leaves while it is asked, a server hangs up on: that is another cause, told before this one.
        for (const mode of MODES) await eventually(() => outagesTold(exporters[mode])[index]?.some(why))
        await end(leader)
      })
      for (const mode of MODES) {
        const [causes = [], ...more] = await eventually(() => {
          const outages = outagesTold(exporters[mode])
          return outages.length > index + 1 && outages.slice(index)
        })
        t.ok(causes.some(why), `the log says why: ${causes}`)
        t.equal(new Set(causes).size, causes.length, 'each cause once')
        t.strictSame(more, [[]], 'and once that it is over')
      }
    })
  }
})

/** A byte every 20 ms. */
function trickle(_: IncomingMessage, response: ServerResponse): undefined {
  response.writeHead(200, { 'Content-Type': 'application/json' }).write('[')
  const timer = setInterval(() => response.write(' '), 20)
  response.once('close', () => clearInterval(timer))
}

function cut(_: IncomingMessage, response: ServerResponse): undefined {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 })
  response.write('[', () => response.destroy())
}

/** What it logged of Netmaster: an array of causes for each outage, and for what came since, which may be the next. */
function outagesTold({ program }: ExporterProcess): readonly (readonly string[])[] {
  const outages: string[][] = []
  let causes: string[] = []
  for (const line of program.output().split('\n')) {
    if (!line.includes('"source":"netmaster"')) continue
    const { msg, cause } = JSON.parse(line)
    if (msg === 'source failed') causes.push(cause)
    else {
      outages.push(causes)
      causes = []
    }
  }
  return [...outages, causes]
}
