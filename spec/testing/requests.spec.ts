import t from 'tap'
import { Requests } from '../../lib/testing/requests.js'

const request = (method: string, connection = 1) => ({ method, params: [], connection })

t.test('each is told once, by method, in order, to those who wait first', async (t) => {
  const requests = new Requests()
  const waiting = [requests.next('b'), requests.next('a'), requests.next('b')]
  for (const [index, method] of ['a', 'b', 'b', 'b'].entries()) requests.add(request(method, index))
  t.strictSame(await Promise.all(waiting), [request('b', 1), request('a', 0), request('b', 2)])
  t.strictSame(await requests.next('b'), request('b', 3))
  t.equal(requests.all.length, 4)
})

t.test('at the end nobody waits in vain', async (t) => {
  const requests = new Requests()
  requests.add(request('a'))
  const waiting = requests.next('b')
  requests.end()
  const message = 'expected a request "b", got none before the server was closed'
  await t.rejects(waiting, { message })
  await t.rejects(requests.next('b'), { message })
  t.strictSame(await requests.next('a'), request('a'), 'what came before is still told')
})
