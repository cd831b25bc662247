import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { CAPTURED_NODE, startContiv } from '../support/contiv.js'
import { startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { samplesOf } from '../support/samples.js'
import { startTcpProxy } from '../support/tcp-proxy.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server')
const SCRAPES = 20

t.test('scrapes that come together cost the server one select, and get one answer', { skip }, async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const proxy = await startTcpProxy(t, ovsdb.port)
  const args = ['--mode', 'netplugin', '--ovsdb', proxy.remote, '--contiv.etcd', etcd.url]
  const exporter = await startExporterProcess(t, args)
  await exporter.informed()
  const endpoints = samplesOf(await exporter.scrape(), (name) => name.startsWith('contiv_endpoint_'))
  const transactions = () => proxy.asked.join('').split('"method":"transact"').length - 1
  const asked = () => netmaster.count() - netmaster.count('/version')
  const before = { transactions: transactions(), asked: asked() }

  // The server holds its answer back until all have asked.
  await ovsdb.kill('SIGSTOP')
  const ask = async (path: string) => {
    const sent = request(`${exporter.url}${path}`, { agent: false }).end()
    const answer = once(sent, 'response').then(([response]) => text(response as IncomingMessage))
    await once(sent, 'finish')
    return { answer }
  }
  const answers = []
  for (let scrape = 0; scrape < SCRAPES; scrape++) answers.push((await ask('/metrics')).answer)
  // Connections are accepted in order: once two later ones are answered, each after the other, the earlier were read.
  for (let later = 0; later < 2; later++) await (await ask('/healthz')).answer
  await ovsdb.kill('SIGCONT')

  const texts = await Promise.all(answers)
  t.equal(texts.length, SCRAPES)
  t.equal(new Set(texts).size, 1, 'all the same')
  t.strictSame(
    samplesOf(texts[0] ?? '', (name) => name.startsWith('contiv_endpoint_')),
    endpoints,
  )
  t.equal(transactions() - before.transactions, 1)
  t.equal(asked() - before.asked, 0)
})
