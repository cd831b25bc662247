import type { Middleware } from 'koa'
import type { BasicAuth, Users } from './basic-auth.js'
import { TooBusyError } from './password-check.js'
import { RateLimiter } from './rate-limiter.js'
import type { RateLimit, WebConfig } from './web-config/index.js'

export type GuardConfig = Pick<WebConfig, 'headers' | 'users' | 'rateLimit'>

const CHALLENGE = 'Basic realm="ovsdb-exporter", charset="UTF-8"'

/**
 * What the web configuration asks of every request, whatever its path: not too many of them, its headers on the answer,
 * and a user with the right password.
 *
 * @param current the configuration in force
 */
export function guard(current: () => GuardConfig, auth: Pick<BasicAuth, 'admits'>): Middleware {
  let limit: RateLimit | undefined
  let limiter: RateLimiter | undefined
  return async (ctx, next) => {
    const { headers, users, rateLimit } = current()
    if (rateLimit !== limit) {
      limit = rateLimit
      limiter = rateLimit && new RateLimiter(rateLimit)
    }
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) ctx.set(name, value)
    const verdict = limiter?.take() === false ? 'busy' : await judge(users, ctx.get('Authorization'), auth)
    if (verdict === 'admitted') return next()
    ctx.status = verdict === 'busy' ? 429 : 401
    ctx.body = verdict === 'busy' ? 'Too many requests\n' : 'Unauthorized\n'
    if (verdict === 'refused') ctx.set('WWW-Authenticate', CHALLENGE)
  }
}

type Verdict = 'admitted' | 'refused' | 'busy'

async function judge(users: Users, header: string, auth: Pick<BasicAuth, 'admits'>): Promise<Verdict> {
  if (users.size === 0) return 'admitted'
  try {
    return (await auth.admits(users, header)) ? 'admitted' : 'refused'
  } catch (error) {
    if (error instanceof TooBusyError) return 'busy'
    throw error
  }
}
