/** What every error of the Contiv area has in common: a stable `code` to switch on, and the `cause` below it. */
export class ContivError extends Error {
  override readonly name: string = 'ContivError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** A URL in the configuration is none. The text says what was expected and what came, without credentials. */
export class StoreUrlError extends ContivError {
  override readonly name = 'StoreUrlError'

  constructor(message: string) {
    super('STORE_URL', message)
  }
}

/** The store answered, and no Netmaster holds the leader lock. */
export class LeaderNotFoundError extends ContivError {
  override readonly name = 'LeaderNotFoundError'

  constructor(message: string) {
    super('LEADER_NOT_FOUND', message)
  }
}

/** No complete answer came: connection refused or broken, name unknown, time over. `cause` is the system's error. */
export class UnreachableError extends ContivError {
  override readonly name = 'UnreachableError'

  constructor(message: string, options?: ErrorOptions) {
    super('UNREACHABLE', message, options)
  }
}

/** The answer has another status than expected. `text` is the beginning of its body. */
export class HttpStatusError extends ContivError {
  override readonly name = 'HttpStatusError'
  readonly status: number
  readonly text: string

  constructor(request: string, status: number, text: string) {
    super('HTTP_STATUS', `${request}: expected status 200, got ${status}${text === '' ? '' : `: ${text}`}`)
    this.status = status
    this.text = text
  }
}

/** The answer is no JSON, or not of the shape expected. The text names the field. */
export class PayloadError extends ContivError {
  override readonly name = 'PayloadError'

  constructor(message: string, options?: ErrorOptions) {
    super('BAD_PAYLOAD', message, options)
  }
}

/** The answer is larger than `maxBodyBytes`; it was cut off. */
export class ResponseTooLargeError extends ContivError {
  override readonly name = 'ResponseTooLargeError'

  constructor(request: string, limit: number) {
    super('RESPONSE_TOO_LARGE', `${request}: expected a body of at most ${limit} bytes, got more`)
  }
}
