import { Inventory, openNetmaster, SYSTEM_CLOCK } from '../contiv/index.js'
import { SwitchFeed } from '../live/index.js'
import { connect } from '../ovsdb/index.js'
import type { Message } from '../page/protocol.js'
import type { Options, WatchOptions } from './options.js'
import { ScreenWatcher } from './screen/screen-watcher.js'
import { LineWatcher } from './stream/line-watcher.js'
import type { Surroundings } from './surroundings.js'
import { Watched } from './watched.js'

/** One who shows what is watched. */
interface Watcher {
  message(message: Message): void
  /** Leaves no timer, and the terminal as it was. */
  stop(): void
}

/** Longest pause between attempts to reach the switch: what an operator waits for. */
const RECONNECT = { min: 200, max: 5000 }

/** Shows the interfaces' rates until it is ended. @returns the exit status @throws when nothing can be read at first */
export async function watch(
  options: Options & { readonly watch: WatchOptions },
  surroundings: Surroundings,
): Promise<number> {
  const { remote, tls, timeout, leader, bridges, names, format, watch: watching } = options
  await using client = await connect(remote, {
    database: 'Open_vSwitch',
    connectTimeout: timeout,
    tls,
    backoff: RECONNECT,
  })
  using inventory = leader && new Inventory({ netmaster: openNetmaster(leader) })
  const endpoints = inventory !== undefined
  const feed = new SwitchFeed({
    client,
    remote,
    mode: endpoints ? 'netplugin' : 'ovs',
    version: '',
    identities: inventory,
    rate: watching.rate,
  })
  let watcher: Watcher | undefined
  const result = await new Promise<number | Error>((end) => {
    const watched = new Watched({ bridges, names })
    const common = { watched, endpoints, clock: SYSTEM_CLOCK, end }
    const opened = isScreen(options, surroundings)
      ? new ScreenWatcher({ ...common, remote, surroundings })
      : new LineWatcher({ ...common, ...surroundings, format, count: watching.count })
    watcher = opened
    inventory?.start()
    feed.start((message) => opened.message(message))
  }).finally(() => {
    feed.stop()
    watcher?.stop()
  })
  if (result instanceof Error) throw result
  return result
}

/** Whether there is a terminal that can be drawn on and typed at. */
function isScreen(
  { format, watch: { count } }: Options & { readonly watch: WatchOptions },
  { stdin, stdout, env }: Pick<Surroundings, 'stdin' | 'stdout' | 'env'>,
): boolean {
  const drawable = env.TERM !== undefined && env.TERM !== '' && env.TERM !== 'dumb'
  return format === 'table' && count === undefined && drawable && stdin.isTTY === true && stdout.isTTY === true
}
