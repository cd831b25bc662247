import t from 'tap'
import { onPreferredPort } from '../../lib/demo/preferred-port.js'

const inUse = Object.assign(new Error('in use'), { code: 'EADDRINUSE' })

async function tried(failure?: Error) {
  const ports: number[] = []
  const start = async (port: number) => {
    ports.push(port)
    if (failure !== undefined && ports.length === 1) throw failure
    return `on ${port}`
  }
  return { result: await onPreferredPort(9004, start), ports }
}

t.test('the port, when it is free', async (t) => {
  t.strictSame(await tried(), { result: 'on 9004', ports: [9004] })
})

t.test('any other, when it is taken', async (t) => {
  t.strictSame(await tried(inUse), { result: 'on 0', ports: [9004, 0] })
  t.strictSame((await tried(new Error('cannot listen', { cause: inUse }))).ports, [9004, 0])
})

t.test('none, when something else is wrong', async (t) => {
  await t.rejects(tried(new Error('broken')), { message: 'broken' })
})
