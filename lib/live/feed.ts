import type { Message } from '../page/protocol.js'

/** What the viewers are told. It works only between `start` and `stop`: while somebody watches. */
export interface Feed {
  /** Begins to watch the sources; `publish` gets every change of what {@link snapshot} says, or a whole one. */
  start(publish: (message: Message) => void): void
  stop(): void
  /** All there is to say, for one who comes now, or has missed something. */
  snapshot(): Message
}
