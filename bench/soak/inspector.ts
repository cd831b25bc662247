import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Program } from '../../spec/support/child-process.js'
import type { Scope } from '../../spec/support/scope.js'

/** Environment that makes a program of Node.js answer {@link openInspector}, on a free port of 127.0.0.1. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' }

/** A value in the program. */
interface RemoteObject {
  readonly objectId?: string
  readonly value?: unknown
}

interface Evaluation {
  readonly result: RemoteObject
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } }
}

/** A snapshot of a large heap takes seconds. */
const DEADLINE_MS = 60_000

interface Answer {
  readonly id?: number
  readonly method?: string
  readonly params?: { readonly chunk?: string }
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** Looks into a running program by V8's inspector (the Chrome DevTools protocol), so that it need not know of it. */
export class Inspector {
  readonly #webSocket: WebSocket
  readonly #pending = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  #chunks: string[] = []
  #lastId = 0

  constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket
    webSocket.on('message', (data) => this.#receive(JSON.parse(String(data)) as Answer))
    webSocket.on('close', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('the inspected program has ended'))
    })
  }

  /** Runs an expression in the program and waits for its promise, if it is one. @throws what it throws */
  async evaluate(expression: string): Promise<unknown> {
    const options = { expression, awaitPromise: true, returnByValue: true }
    return unwrap((await this.#send('Runtime.evaluate', options)) as Evaluation)
  }

  /**
   * Applies a function to an array of all living objects that have a prototype in their chain; what is garbage is
   * collected first.
   *
   * @param prototype an expression
   * @param look uses nothing but its argument and the globals of the program
   */
  async survey<Result>(prototype: string, look: (objects: readonly never[]) => Result): Promise<Result> {
    const group = { objectGroup: 'survey' }
    const { result } = (await this.#send('Runtime.evaluate', { expression: prototype, ...group })) as Evaluation
    const found = await this.#send('Runtime.queryObjects', { prototypeObjectId: result.objectId, ...group })
    const { objectId } = (found as { readonly objects: RemoteObject }).objects
    const call = { objectId, functionDeclaration: `function () { return (${look})(this) }`, returnByValue: true }
    const looked = (await this.#send('Runtime.callFunctionOn', call)) as Evaluation
    await this.#send('Runtime.releaseObjectGroup', group)
    return unwrap(looked) as Result
  }

  async collectGarbage(): Promise<void> {
    await this.#send('HeapProfiler.collectGarbage')
  }

  /** The heap as a snapshot's JSON. */
  async heapSnapshot(): Promise<string> {
    this.#chunks = []
    await this.#send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
    const text = this.#chunks.join('')
    this.#chunks = []
    return text
  }

  #send(method: string, params: object = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId
      const late = () =>
        reject(new Error(`expected an answer to ${method} within ${DEADLINE_MS} ms: ${JSON.stringify(params)}`))
      const timer = setTimeout(late, DEADLINE_MS)
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer)
          settle(value)
        }
      this.#pending.set(id, { resolve: settled(resolve), reject: settled(reject) })
      this.#webSocket.send(JSON.stringify({ id, method, params }), (error) => {
        if (error) this.#pending.get(id)?.reject(error)
      })
    })
  }

  #receive({ id, method, params, result, error }: Answer): void {
    if (method === 'HeapProfiler.addHeapSnapshotChunk') this.#chunks.push(params?.chunk ?? '')
    if (id === undefined) return
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (error === undefined) pending?.resolve(result)
    else pending?.reject(new Error(error.message))
  }
}

/** Opens the inspector of a program that was started with {@link INSPECTED}. */
export async function openInspector(scope: Scope, program: Program): Promise<Inspector> {
  const [, url] = /Debugger listening on (ws:\S+)/.exec(program.output()) ?? []
  if (url === undefined) throw new Error(`expected the address of an inspector, got:\n${program.output()}`)
  const webSocket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 0 })
  await once(webSocket, 'open')
  scope.teardown(() => webSocket.terminate())
  return new Inspector(webSocket)
}

function unwrap({ result, exceptionDetails }: Evaluation): unknown {
  if (exceptionDetails === undefined) return result.value
  throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
}
