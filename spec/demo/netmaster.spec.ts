import { readFileSync } from 'node:fs'
import t from 'tap'
import { etcdAnswers, netmasterAnswers } from '../../lib/demo/netmaster.js'

const fixture = (name: string) => readFileSync(`fixtures/${name}`, 'utf8')

t.test('Netmaster answers each captured path as it did', async (t) => {
  const answers = netmasterAnswers('fixtures/netmaster')
  for (const [path, file] of [
    ['/api/v1/networks/', 'networks.json'],
    ['/api/v1/endpointGroups/', 'endpointGroups.json'],
    ['/api/v1/policys/', 'policys.json'],
    ['/api/v1/inspect/networks/blue:web/', 'inspect-networks-blue__web.json'],
    ['/api/v1/inspect/endpointGroups/default:app/', 'inspect-endpointGroups-default__app.json'],
    ['/api/v1/inspect/tenants/red/', 'inspect-tenants-red.json'],
    ['/version', 'version.json'],
    ['/info', 'info.json'],
  ] as const) {
    t.strictSame(
      answers(path),
      { status: 200, headers: { 'Content-Type': 'application/json' }, body: fixture(`netmaster/${file}`) },
      path,
    )
  }
})

t.test('what is not there', async (t) => {
  const answers = netmasterAnswers('fixtures/netmaster')
  const text = { 'Content-Type': 'text/plain; charset=utf-8' }
  const missing = fixture('netmaster/inspect-missing.txt')
  t.match(answers('/api/v1/inspect/networks/blue:gone/'), { status: 500, headers: text, body: missing })
  t.equal(answers('/api/v1/inspect/tenants/green/').body, 'tenant not found\n')
  for (const path of [
    '/',
    '/api/v1/networks',
    '/api/v1/nothing/',
    '/api/v1/inspect/networks/blue:web',
    '/api/v1/inspect/networks/',
    '/api/v1/inspect/nothings/x/',
    '/api/v1/inspect/networks/../../etcd/leader/',
    '/version/',
  ]) {
    t.match(answers(path), { status: 404, headers: text, body: '404 page not found\n' }, path)
  }
})

t.test('etcd tells who leads, and nothing else', async (t) => {
  const answers = etcdAnswers('fixtures/etcd', '127.0.0.1:4711')
  const { status, body } = answers('/v2/keys/contiv.io/lock/netmaster/leader')
  t.equal(status, 200)
  const captured = JSON.parse(fixture('etcd/leader.json'))
  t.strictSame(JSON.parse(body), { ...captured, node: { ...captured.node, value: '127.0.0.1:4711' } })
  for (const path of ['/v2/keys/contiv.io/lock/netmaster/none', '/version']) {
    t.match(answers(path), { status: 404, body: fixture('etcd/not-found.json') }, path)
  }
})
