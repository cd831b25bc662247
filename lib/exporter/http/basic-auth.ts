import { createHmac, randomBytes } from 'node:crypto'

/** bcrypt hashes by the name of the user. */
export type Users = ReadonlyMap<string, string>

interface Credentials {
  readonly name: string
  readonly password: string
}

/** How many answers are kept, of each kind: a few users with their password, and whoever has a wrong one. */
const MAX_KEPT = 100

/**
 * HTTP basic authentication (RFC 7617). bcrypt is asked once for each name, hash and password, because Prometheus comes
 * every few seconds; what is kept of them is a digest with a key that nobody knows.
 */
export class BasicAuth {
  readonly #matches: (password: string, hash: string) => Promise<boolean>
  readonly #key = randomBytes(32)
  readonly #right = new Map<string, Promise<boolean>>()
  readonly #wrong = new Map<string, Promise<boolean>>()
  readonly #asked = new Map<string, Promise<boolean>>()

  /** @param matches compares a password with a bcrypt hash */
  constructor(matches: (password: string, hash: string) => Promise<boolean>) {
    this.#matches = matches
  }

  /**
   * Whether the header names one of the users, with the right password.
   *
   * @throws what `matches` throws
   */
  async admits(users: Users, header: string): Promise<boolean> {
    const credentials = parseBasic(header)
    if (credentials === undefined) return false
    const { name, password } = credentials
    const known = users.get(name)
    // A name that nobody has takes as long as one that somebody has.
    const [hash = ''] = known === undefined ? users.values() : [known]
    const matches = await this.#ask(password, hash, this.#digest(name, hash, password))
    return known !== undefined && matches
  }

  #ask(password: string, hash: string, digest: string): Promise<boolean> {
    const kept = this.#right.get(digest) ?? this.#wrong.get(digest) ?? this.#asked.get(digest)
    if (kept !== undefined) return kept
    const answer = this.#matches(password, hash).finally(() => this.#asked.delete(digest))
    this.#asked.set(digest, answer)
    // Whoever waits for the answer is told of a failure; here it only is not kept.
    answer.then(
      (matches) => keep(matches ? this.#right : this.#wrong, digest, answer),
      () => {},
    )
    return answer
  }

  #digest(...texts: readonly string[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(texts)).digest('base64')
  }
}

function keep(answers: Map<string, Promise<boolean>>, digest: string, answer: Promise<boolean>): void {
  answers.set(digest, answer)
  const [oldest] = answers.keys()
  if (answers.size > MAX_KEPT && oldest !== undefined) answers.delete(oldest)
}

function parseBasic(header: string): Credentials | undefined {
  const [, token] = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(header) ?? []
  if (token === undefined) return undefined
  const [, name, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(token, 'base64').toString('utf8')) ?? []
  return name === undefined || password === undefined ? undefined : { name, password }
}
