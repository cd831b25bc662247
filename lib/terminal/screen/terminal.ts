import { StringDecoder } from 'node:string_decoder'
import type { Surroundings } from '../surroundings.js'
import type { Line, Size } from './frame.js'
import { type Key, KeyDecoder } from './keys.js'
import { ENTER, LEAVE, paint } from './paint.js'

export interface TerminalListener {
  key(key: Key): void
  /** All has to be drawn: the size is another, or something else was on the screen. */
  stale(): void
  /** The terminal is gone. */
  gone(): void
}

/** Milliseconds after which an escape that nothing follows is the key. */
const ESCAPE_TIMEOUT = 50

/** Milliseconds after which one who could not be stopped takes the terminal back. */
const NOT_STOPPED = 100

const DEADLY = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

/**
 * The terminal while it is drawn on: another screen, no cursor, keys as they are pressed. However the process ends, short
 * of SIGKILL, the terminal is as it was before.
 */
export class Terminal {
  readonly #stdin: NodeJS.ReadStream
  readonly #stdout: NodeJS.WriteStream
  readonly #coloured: boolean
  readonly #listener: TerminalListener
  readonly #keys = new KeyDecoder()
  readonly #decoder = new StringDecoder('utf8')
  readonly #handlers = new Map<NodeJS.Signals, () => void>()
  #shown: readonly Line[] = []
  #entered = false
  #escape: NodeJS.Timeout | undefined
  #stopped: NodeJS.Timeout | undefined

  constructor({ stdin, stdout, env }: Pick<Surroundings, 'stdin' | 'stdout' | 'env'>, listener: TerminalListener) {
    this.#stdin = stdin
    this.#stdout = stdout
    // https://no-color.org: set, and not empty.
    this.#coloured = !env.NO_COLOR && stdout.getColorDepth({ ...env }) > 1
    this.#listener = listener
  }

  /** Terminals on a serial line say that they are 0 by 0. */
  get size(): Size {
    return { columns: this.#stdout.columns || 80, rows: this.#stdout.rows || 24 }
  }

  open(): void {
    for (const signal of DEADLY) this.#on(signal, () => this.#die(signal))
    this.#stoppable()
    this.#on('SIGCONT', () => {
      clearTimeout(this.#stopped)
      this.#stoppable()
      // Whoever had the terminal meanwhile may have left it in another mode.
      this.#stdin.setRawMode(false)
      this.#entered = false
      this.#enter()
    })
    process.on('exit', this.#leave)
    this.#stdout.on('resize', this.#redraw)
    this.#stdout.on('error', this.#gone)
    this.#stdin.on('data', this.#read)
    this.#stdin.on('end', this.#gone)
    this.#stdin.on('error', this.#gone)
    this.#enter()
    this.#stdin.resume()
  }

  close(): void {
    this.#leave()
    clearTimeout(this.#escape)
    clearTimeout(this.#stopped)
    for (const [signal, handler] of this.#handlers) process.off(signal, handler)
    process.off('exit', this.#leave)
    this.#stdout.off('resize', this.#redraw)
    this.#stdout.off('error', this.#gone)
    this.#stdin.off('data', this.#read)
    this.#stdin.off('end', this.#gone)
    this.#stdin.off('error', this.#gone)
    this.#stdin.pause()
  }

  draw(lines: readonly Line[]): void {
    if (!this.#entered) return
    const painted = paint(lines, this.#shown, this.#coloured)
    this.#shown = lines
    if (painted !== '') this.#stdout.write(painted)
  }

  /** Clears the screen, so that all is drawn. */
  clear(): void {
    this.#shown = []
    if (this.#entered) this.#stdout.write('\x1b[0m\x1b[2J')
  }

  /** What the terminal does at a key when it is not drawn on: tells all who are in the foreground. */
  signal(signal: 'SIGINT' | 'SIGTSTP'): void {
    process.kill(0, signal)
  }

  /** Gives the terminal to the shell until the shell gives it back. */
  #stop(): void {
    this.#leave()
    this.#default('SIGTSTP')
    // The kernel stops no process of a group that nobody could continue.
    this.#stopped = setTimeout(() => {
      this.#stoppable()
      this.#enter()
    }, NOT_STOPPED)
  }

  #stoppable(): void {
    if (!this.#handlers.has('SIGTSTP')) this.#on('SIGTSTP', () => this.#stop())
  }

  #enter(): void {
    if (!this.#entered) {
      this.#entered = true
      this.#stdin.setRawMode(true)
      this.#stdout.write(ENTER)
    }
    this.#shown = []
    this.#listener.stale()
  }

  readonly #leave = (): void => {
    if (!this.#entered) return
    this.#entered = false
    this.#stdout.write(LEAVE)
    this.#stdin.setRawMode(false)
  }

  readonly #redraw = (): void => {
    this.clear()
    this.#listener.stale()
  }

  readonly #gone = (): void => this.#listener.gone()

  readonly #read = (bytes: Buffer): void => {
    clearTimeout(this.#escape)
    for (const key of this.#keys.push(this.#decoder.write(bytes))) this.#listener.key(key)
    if (this.#keys.waiting) {
      this.#escape = setTimeout(() => {
        for (const key of this.#keys.flush()) this.#listener.key(key)
      }, ESCAPE_TIMEOUT)
    }
  }

  #die(signal: NodeJS.Signals): void {
    this.#leave()
    this.#default(signal)
  }

  /** Does to this process what the signal does to one that does not listen for it. */
  #default(signal: NodeJS.Signals): void {
    const handler = this.#handlers.get(signal)
    if (handler !== undefined) process.off(signal, handler)
    this.#handlers.delete(signal)
    process.kill(process.pid, signal)
  }

  #on(signal: NodeJS.Signals, handler: () => void): void {
    this.#handlers.set(signal, handler)
    process.on(signal, handler)
  }
}
