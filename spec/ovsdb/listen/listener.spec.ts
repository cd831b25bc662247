import t from 'tap'
import type { Status } from '../../../lib/ovsdb/client/status.js'
import { ClientClosedError, ConnectError } from '../../../lib/ovsdb/errors.js'
import { Listener } from '../../../lib/ovsdb/listen/listener.js'

/** A client whose life the spec leads. */
class FakeClient {
  readonly name: string
  readonly #listeners: ((status: Status) => void)[] = []
  #resolve: (reason: ClientClosedError) => void = () => {}
  readonly #closed = new Promise<ClientClosedError>((resolve) => {
    this.#resolve = resolve
  })
  started = false
  closes = 0

  constructor(name: string) {
    this.name = name
  }

  start(): void {
    this.started = true
  }

  async close(): Promise<void> {
    this.closes++
    this.end(new ClientClosedError())
  }

  closed(): Promise<ClientClosedError> {
    return this.#closed
  }

  onStatus(listener: (status: Status) => void): () => void {
    this.#listeners.push(listener)
    return () => {}
  }

  connect(): void {
    for (const tell of this.#listeners) tell({ state: 'connected', remote: this.name })
  }

  end(reason: ClientClosedError): void {
    for (const tell of this.#listeners) tell({ state: 'closed' })
    this.#resolve(reason)
  }
}

function start(backlog = 3) {
  const refused: ConnectError[] = []
  const calls: string[] = []
  const listener = new Listener<FakeClient>({
    remote: 'ptcp:1',
    port: 1,
    backlog,
    refused: (error) => refused.push(error),
    stop: () => calls.push('stop'),
  })
  const add = (name: string) => {
    const client = new FakeClient(name)
    listener.add(client, name)
    return client
  }
  return { listener, refused, calls, add, iterator: listener[Symbol.asyncIterator]() }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

t.test('clients come when they are ready, in that order, to takers in theirs', async (t) => {
  const { listener, add, iterator } = start()
  const [first, second] = [iterator.next(), iterator.next()]
  const [a, b, c] = [add('a'), add('b'), add('c')]
  t.ok(a.started)
  b.connect()
  a.connect()
  c.connect()
  t.strictSame(await first, { done: false, value: b })
  t.strictSame(await second, { done: false, value: a })
  for await (const client of listener) {
    t.equal(client, c)
    break
  }
  const d = add('d')
  d.connect()
  t.equal((await iterator.next()).value, d, 'a loop that is left closes nothing')
})

t.test('there is room for so many that nobody has taken', async (t) => {
  const { listener, add, iterator } = start(2)
  const a = add('a')
  t.ok(listener.hasRoom)
  const b = add('b')
  t.notOk(listener.hasRoom, 'one in its handshake counts')
  a.connect()
  t.notOk(listener.hasRoom)
  await iterator.next()
  t.ok(listener.hasRoom)
  b.connect()
  add('c')
  t.notOk(listener.hasRoom)
})

t.test('one that ends before it is taken is not handed over', async (t) => {
  const { listener, add, iterator, refused } = start(2)
  const failed = add('failed')
  const cause = new ConnectError('failed', new Error('no database'))
  failed.end(new ClientClosedError(cause))
  const gone = add('gone')
  gone.connect()
  gone.end(new ClientClosedError(new Error('reset')))
  await settle()
  t.ok(listener.hasRoom)
  t.strictSame(refused, [cause, new ConnectError('gone', new Error('reset'))])
  const taken = add('taken')
  taken.connect()
  t.equal((await iterator.next()).value, taken)
  taken.end(new ClientClosedError(new Error('later')))
  await settle()
  t.equal(refused.length, 2, 'what becomes of one that was taken is its taker’s')
})

t.test('a signal ends one reader, who is told its reason', async (t) => {
  const { listener, add, iterator } = start()
  const controller = new AbortController()
  const clients = listener.clients({ signal: controller.signal })
  const [failing, ending] = [clients.next(), clients.next()]
  const other = iterator.next()
  const reason = new Error('enough')
  controller.abort(reason)
  t.equal(await failing.catch((error: unknown) => error), reason)
  t.strictSame(await ending, { done: true, value: undefined })
  t.strictSame(await clients.next(), { done: true, value: undefined })
  const a = add('a')
  a.connect()
  t.equal((await other).value, a, 'nothing is lost to the one who has left')
  const late = listener.clients({ signal: controller.signal })
  await t.rejects(late.next(), reason)
  t.strictSame(await late.next(), { done: true, value: undefined })
})

t.test('close ends the loops and those that nobody has taken, and no other', async (t) => {
  const { listener, add, iterator, calls, refused } = start()
  const [taken, ready, starting] = [add('taken'), add('ready'), add('starting')]
  taken.connect()
  await iterator.next()
  const waiting = [iterator.next(), iterator.next()]
  ready.connect()
  await waiting[0]
  const left = add('left')
  const kept = iterator.next()
  left.connect()
  await Promise.all([
    waiting[1],
    kept.then(
      () => {},
      () => {},
    ),
    listener.close(),
  ])
  t.strictSame([taken.closes, ready.closes, starting.closes, left.closes], [0, 0, 1, 0])
  await listener.close()
  t.strictSame(calls, ['stop'])
  t.notOk(listener.hasRoom)
  t.strictSame(await iterator.next(), { done: true, value: undefined })
  await settle()
  t.strictSame(refused, [])
})

t.test('a loop that is left while it waits takes nobody', async (t) => {
  const { listener, add } = start()
  const left = listener[Symbol.asyncIterator]()
  const pending = left.next()
  t.strictSame(await left.return?.(), { done: true, value: undefined })
  t.strictSame(await pending, { done: true, value: undefined })
  const client = add('a')
  client.connect()
  t.equal((await listener[Symbol.asyncIterator]().next()).value, client)
})
