import { parentPort } from 'node:worker_threads'
import { compareSync } from 'bcryptjs'

/** Compares one password with one hash, in a thread of its own: bcrypt is slow on purpose. */
export interface PasswordQuestion {
  readonly id: number
  readonly password: string
  readonly hash: string
}

export interface PasswordAnswer {
  readonly id: number
  readonly matches: boolean
}

parentPort?.on('message', ({ id, password, hash }: PasswordQuestion) => {
  parentPort?.postMessage({ id, matches: compareSync(password, hash) } satisfies PasswordAnswer)
})
