import type { Clock } from '../model/clock.js'
import { type ConnectionState, FeedConnection } from '../model/connection.js'
import { Store } from '../model/store.js'
import { FEED_PATH, type Message } from '../protocol.js'
import { BannersView } from './banners-view.js'
import { element, setText } from './dom.js'
import { isSilent, StatusView } from './status-view.js'
import { SwitchView } from './switch-view.js'
import { TreeView } from './tree-view.js'

const CLOCK: Clock = {
  now: () => performance.now(),
  random: () => Math.random(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** The whole page: it holds the store, and draws it when something came. */
export class Page {
  readonly #store = new Store()
  readonly #title = element('h1', {}, 'ovsdb-exporter')
  readonly #status = new StatusView()
  readonly #banners = new BannersView()
  readonly #main = element('main')
  readonly #connection: FeedConnection
  #content: SwitchView | TreeView | undefined
  #state: ConnectionState = { state: 'connecting' }
  #countedAt: number | undefined
  #frame = 0

  constructor(body: HTMLElement) {
    // Which of the tabs is of which node.
    document.title = `${location.host} – ovsdb-exporter`
    const metrics = element('a', { href: body.dataset.metrics ?? '/metrics' }, 'Metrics')
    const links = element(
      'nav',
      { 'aria-label': 'Exporter' },
      metrics,
      ' ',
      element('a', { href: '/readyz' }, 'Readiness'),
    )
    body.replaceChildren(element('header', {}, this.#title, this.#status.root, links), this.#banners.root, this.#main)
    const url = new URL(FEED_PATH, location.href)
    url.protocol = url.protocol.replace('http', 'ws')
    this.#connection = new FeedConnection({
      open: () => new WebSocket(url),
      clock: CLOCK,
      onMessage: (message) => this.#received(message),
      onState: (state) => this.#connected(state),
    })
    addEventListener('online', () => this.#connection.retry())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#connection.retry()
    })
    setInterval(() => this.#tick(), 1000)
  }

  start(): void {
    this.#connection.open()
  }

  #received(message: Message): void {
    const { version, mode } = this.#store
    this.#store.apply(message)
    // Another exporter than the one this page came from: its own page fits it.
    if ((version !== undefined && version !== this.#store.version) || (mode && mode !== this.#store.mode)) {
      location.reload()
      return
    }
    if (message.type === 'switch') this.#countedAt = undefined
    if (message.type === 'update' && message.time !== undefined) this.#countedAt = CLOCK.now()
    if (message.type !== 'alive') this.#drawSoon()
  }

  #connected(state: ConnectionState): void {
    this.#state = state
    if (state.state === 'lost') {
      this.#store.disconnected()
      this.#countedAt = undefined
    }
    this.#drawSoon()
  }

  /** A hidden page has no frames: it takes what comes, and draws it when it is looked at. */
  #drawSoon(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw())
  }

  #draw(): void {
    this.#frame = 0
    const { mode, netmaster } = this.#store
    if (mode !== undefined && this.#content === undefined) {
      setText(this.#title, `ovsdb-exporter, mode ${mode}`)
      this.#content = netmaster === undefined ? new SwitchView(this.#store) : new TreeView()
      this.#main.replaceChildren(this.#content.root)
    }
    if (this.#content instanceof SwitchView) this.#content.render()
    else if (netmaster !== undefined) this.#content?.render(netmaster)
    this.#banners.render(this.#store.banners)
    this.#tick()
  }

  #tick(): void {
    const { up, interval, netmaster } = this.#store
    const now = CLOCK.now()
    const age = this.#countedAt === undefined ? undefined : now - this.#countedAt
    const freshness = netmaster === undefined ? { up, age, interval } : undefined
    this.#status.render(this.#state, freshness, now)
    this.#banners.tick(Date.now())
    this.#main.classList.toggle(
      'stale',
      this.#state.state === 'lost' || (freshness !== undefined && isSilent(freshness)),
    )
  }
}
