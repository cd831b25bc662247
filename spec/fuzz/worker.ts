import { parentPort, workerData } from 'node:worker_threads'
import { readCorpus } from './corpus.js'
import { Coverage } from './coverage.js'
import { runTarget } from './run-target.js'
import type { FuzzTarget } from './target.js'
import { HEAD_BYTES, type Job, type Report, type WorkerData } from './worker-data.js'

/** Makes this thread one that fuzzes these targets when it is told to. */
export function serve(targets: readonly FuzzTarget[]): void {
  const { shared } = workerData as WorkerData
  const [head, bytes] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, HEAD_BYTES)]
  parentPort?.on('message', async ({ target: name, seed, milliseconds, guided }: Job) => {
    const target = targets.find((one) => one.name === name)
    if (target === undefined) throw new Error(`expected a target, got ${name}`)
    const coverage = guided ? new Coverage() : undefined
    const end = performance.now() + milliseconds
    const outcome = await runTarget(target, {
      seed,
      corpus: readCorpus(name).map(({ input }) => input),
      maxBytes: bytes.length,
      coverage,
      isOver: () => performance.now() >= end,
      onInput(input) {
        bytes.set(input)
        Atomics.store(head, 1, input.length)
        Atomics.add(head, 0, 1)
      },
    })
    coverage?.stop()
    parentPort?.postMessage(outcome satisfies Report)
  })
  parentPort?.postMessage('ready')
}
