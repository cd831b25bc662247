import t from 'tap'
import { awaitState } from '../../lib/ovsdb/await-state.js'
import { Listeners } from '../../lib/ovsdb/listeners.js'

type State = 'later' | 'now' | 'never'

const judge = (state: State) => (state === 'never' ? new Error('never') : state === 'now' ? 'done' : 'wait')

function wait(call: { signal?: AbortSignal; timeout?: number } = {}, why?: Error) {
  const states = new Listeners<State>()
  return {
    states,
    done: awaitState(
      'thing',
      (listener) => states.add(listener),
      judge,
      call,
      () => why,
    ),
  }
}

t.test('waits until the state is the one, or there will be none', async (t) => {
  const good = wait({ timeout: 60_000 })
  for (const state of ['later', 'now'] as const) good.states.tell(state)
  await good.done
  t.equal(good.states.size, 0)

  const bad = wait()
  bad.states.tell('never')
  await t.rejects(bad.done, { message: 'never' })
  t.equal(bad.states.size, 0)
})

t.test('gives up by its signal and by its timeout', async (t) => {
  const controller = new AbortController()
  const aborted = wait({ signal: controller.signal })
  controller.abort(new Error('enough'))
  await t.rejects(aborted.done, { message: 'enough' })
  t.equal(aborted.states.size, 0)

  const late = wait({ timeout: 1 })
  await t.rejects(late.done, { code: 'WAIT_TIMEOUT', message: 'expected thing within 1 ms, got nothing' })
  t.equal(late.states.size, 0)

  const reason = new Error('away')
  await t.rejects(wait({ timeout: 1 }, reason).done, { message: 'expected thing within 1 ms: away', cause: reason })
})
