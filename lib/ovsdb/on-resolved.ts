import { Listeners } from './listeners.js'

/** What is known of a promise goes with it. */
const listenersOf = new WeakMap<Promise<unknown>, Listeners<unknown>>()

/**
 * Calls back when the promise is resolved, which may be long after. `then` cannot be taken back: a promise that waits for
 * weeks, as that of a session's end does, would keep all that anybody ever hung on it. Here it has one reaction, however
 * many wait, and those who have left are forgotten.
 *
 * @param promise never rejects
 * @returns ends it
 */
export function onResolved<T>(promise: Promise<T>, listener: (value: T) => void): () => void {
  const listeners = (listenersOf.get(promise) as Listeners<T> | undefined) ?? listenTo(promise)
  return listeners.add(listener)
}

function listenTo<T>(promise: Promise<T>): Listeners<T> {
  const listeners = new Listeners<T>()
  listenersOf.set(promise, listeners as Listeners<unknown>)
  void promise.then((value) => {
    listenersOf.delete(promise)
    listeners.tell(value)
  })
  return listeners
}
