/** A character that was typed, or a key by its name: `<up>`, `<escape>`, `<ctrl-c>`. */
export type Key = string

/** What a VT220 and xterm send behind `CSI` or `SS3`. */
const SEQUENCES: Readonly<Record<string, Key>> = {
  A: '<up>',
  B: '<down>',
  C: '<right>',
  D: '<left>',
  H: '<home>',
  F: '<end>',
  '1~': '<home>',
  '7~': '<home>',
  '4~': '<end>',
  '8~': '<end>',
  '5~': '<page-up>',
  '6~': '<page-down>',
}

const CONTROLS: Readonly<Record<string, Key>> = {
  '\x03': '<ctrl-c>',
  '\x08': '<backspace>',
  '\x0a': '<enter>',
  '\x0c': '<ctrl-l>',
  '\x0d': '<enter>',
  '\x15': '<ctrl-u>',
  '\x1a': '<ctrl-z>',
  '\x7f': '<backspace>',
}

const ESCAPE = '\x1b'

/** What follows an escape: a sequence, whole; or one that may go on. */
const SEQUENCE = /^(?:\[[0-?]*[ -/]*[@-~]|O[ -~])/
const BEGINNING = /^(?:\[[0-?]*[ -/]*|O)?$/

/** Reads keys out of what a terminal sends, however it is cut. What nobody knows is left out. */
export class KeyDecoder {
  #pending = ''

  /** Whether an escape waits for what may follow it: of what comes by itself, it is the key. */
  get waiting(): boolean {
    return this.#pending !== ''
  }

  push(text: string): readonly Key[] {
    const keys: Key[] = []
    let rest = this.#pending + text
    this.#pending = ''
    while (rest !== '') {
      const behind = rest.startsWith(ESCAPE) ? rest.slice(1) : undefined
      if (behind !== undefined && BEGINNING.test(behind)) {
        this.#pending = rest
        break
      }
      const [sequence] = (behind !== undefined && SEQUENCE.exec(behind)) || []
      const [character = ''] = rest
      const key = sequence === undefined ? keyOf(character) : SEQUENCES[sequence.slice(1)]
      if (key !== undefined) keys.push(key)
      rest = sequence === undefined ? rest.slice(character.length) : rest.slice(1 + sequence.length)
    }
    return keys
  }

  /** Nothing follows any more. */
  flush(): readonly Key[] {
    const pending = this.#pending
    this.#pending = ''
    if (pending === '') return []
    return ['<escape>', ...[...pending.slice(1)].map(keyOf).filter((key) => key !== undefined)]
  }
}

function keyOf(character: string): Key | undefined {
  if (character === ESCAPE) return '<escape>'
  return CONTROLS[character] ?? (/[\p{C}\p{Zl}\p{Zp}]/u.test(character) ? undefined : character)
}
