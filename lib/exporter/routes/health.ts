import type { Middleware } from 'koa'
import { printable } from '../printable.js'

/** Says why a source cannot be read, or `undefined` when it can. */
export type ReadinessCheck = () => string | undefined

/** `GET /healthz`: the process answers. A failing source is no reason to restart it. */
export function healthRoute(): Middleware {
  return (ctx) => {
    ctx.body = 'ok\n'
  }
}

/** `GET /readyz`: 200 when every source can be read, otherwise 503 and a line for each that cannot. */
export function readyRoute(checks: readonly ReadinessCheck[]): Middleware {
  return (ctx) => {
    const problems = checks.map((check) => check()).filter((problem) => problem !== undefined)
    ctx.status = problems.length === 0 ? 200 : 503
    ctx.type = 'text'
    ctx.body = problems.length === 0 ? 'ready\n' : problems.map((problem) => `${printable(problem)}\n`).join('')
  }
}
