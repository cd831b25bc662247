import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import t from 'tap'
import { SECRET_HASH } from '../../support/web-config.js'

t.test('each question is answered, in turn', async (t) => {
  const worker = new Worker('./dist/lib/exporter/http/password-worker.js')
  t.teardown(() => worker.terminate())
  const questions = ['secret', 'Secret', '', 'secret '].map((password, id) => ({ id, password, hash: SECRET_HASH }))
  for (const question of questions) worker.postMessage(question)
  for (const { id, password } of questions) {
    t.strictSame(await once(worker, 'message'), [{ id, matches: password === 'secret' }], password)
  }
})
