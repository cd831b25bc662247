import t from 'tap'
import { serveAnswers } from '../../lib/demo/http-server.js'

t.test('serves answers', async (t) => {
  const asked: string[] = []
  const server = await serveAnswers((path) => {
    asked.push(path)
    return { status: 418, headers: { 'Content-Type': 'text/plain' }, body: 'tëa\n' }
  })
  t.teardown(() => server.close())
  const response = await fetch(`http://${server.address}/pot/blue%3Aweb/?q=1`)
  t.equal(response.status, 418)
  t.equal(await response.text(), 'tëa\n')
  t.equal(response.headers.get('connection'), 'close')
  t.equal(response.headers.get('content-length'), '5')
  await fetch(`http://${server.address}/%`)
  t.strictSame(asked, ['/pot/blue:web/', '/%'])
})

t.test('closing frees the port', async (t) => {
  const server = await serveAnswers(() => ({ status: 200, headers: {}, body: '' }))
  await server.close()
  await t.rejects(fetch(`http://${server.address}/`))
})
