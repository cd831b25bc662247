import { correlate, endpointIds, type InterfaceRow, type Topology, type View } from '../../correlation/index.js'
import type { Scrape } from '../collectors/collector.js'
import { isOpen, isSelected, type Selection } from '../config/selection.js'
import { type IdentitySource, learn, NOBODY } from './identities.js'
import { InterfaceLabels } from './interface-labels.js'
import type { PLACE_READS, Places } from './places.js'
import { type ReadingLog, SharedReading } from './shared-reading.js'
import { SwitchReading } from './switch.js'
import { type AnyTables, mergeReads, type TableReads, type TableSource, type Tables } from './table-reads.js'

export interface SwitchReaderOptions {
  readonly source: TableSource
  readonly places: Pick<Places, 'covering' | 'update'>
  /** What each collector needs, by its name. */
  readonly reads: ReadonlyMap<string, TableReads>
  readonly selection: Selection
  readonly log: ReadingLog
  /** Absent where there is no Contiv. */
  readonly identities?: IdentitySource | undefined
}

/** What the reader looks at of what it read. */
type Read = Partial<Tables<typeof PLACE_READS> & { readonly Interface: readonly InterfaceRow[] }>

type PlacesOf = (interfaces: readonly { readonly uuid: string }[]) => Promise<Topology>

const EMPTY: View = { endpoints: [], interfaces: [], unmatched: 0 }

/** Reads the switch once for all the collectors of a scrape, and finds out whose the interfaces are. */
export class SwitchReader {
  readonly #options: SwitchReaderOptions
  readonly #labels = new InterfaceLabels()
  readonly #shared: SharedReading<SwitchReading>

  constructor(options: SwitchReaderOptions) {
    this.#options = options
    this.#shared = new SharedReading((scrape) => this.#read(scrape), options.log)
  }

  /**
   * What the switch holds now, the same for all collectors of the scrape.
   *
   * @throws {SourceError} when the switch cannot be read; why was logged
   */
  read(scrape: Scrape): Promise<SwitchReading> {
    return this.#shared.read(scrape)
  }

  async #read({ signal, collectors }: Scrape): Promise<SwitchReading> {
    const { source, reads, selection } = this.#options
    const wanted = mergeReads([...collectors].flatMap((name) => reads.get(name) ?? []))
    const read = (await source.read(wanted, signal)) as Read
    const tables: Read = {
      ...read,
      ...(read.Bridge && { Bridge: read.Bridge.filter(({ name }) => isSelected(selection.bridges, name)) }),
    }
    if (read.Interface === undefined) return new SwitchReading(tables as AnyTables, EMPTY, new Map(), [])
    const placesOf = this.#placesBy(read, signal)
    const rows = await this.#selectedInterfaces(read.Interface, placesOf)
    const { view, topology } = await this.#identify(rows, read.Interface, placesOf, signal)
    return new SwitchReading(tables as AnyTables, view, topology, this.#labels.encode(view.interfaces, topology))
  }

  /** By the rows of this scrape if it has them, otherwise by those of an earlier one. */
  #placesBy({ Bridge, Port }: Read, signal: AbortSignal): PlacesOf {
    const { places } = this.#options
    if (Bridge === undefined || Port === undefined) return (interfaces) => places.covering(interfaces, signal)
    const topology = Promise.resolve(places.update(Bridge, Port))
    return () => topology
  }

  async #selectedInterfaces(rows: readonly InterfaceRow[], placesOf: PlacesOf): Promise<readonly InterfaceRow[]> {
    const { interfaces, bridges } = this.#options.selection
    const named = isOpen(interfaces) ? rows : rows.filter(({ name }) => isSelected(interfaces, name))
    if (isOpen(bridges)) return named
    const places = await placesOf(named.map(({ _uuid: uuid }) => ({ uuid })))
    return named.filter(({ _uuid }) => isSelected(bridges, places.get(_uuid)?.bridge ?? ''))
  }

  /** @param all those of the node, which the live page asks for too: selected or not, they are learnt. */
  async #identify(
    rows: readonly InterfaceRow[],
    all: readonly InterfaceRow[],
    placesOf: PlacesOf,
    signal: AbortSignal,
  ) {
    const { identities = NOBODY } = this.#options
    let view = correlate(rows, identities)
    // In steady state nobody is new and nobody is gone: there is nothing to learn.
    if (view.unmatched > 0 || view.endpoints.length !== identities.size) {
      // The switch is read meanwhile: a Netmaster that takes all the time there is must not cost the traffic.
      await Promise.all([placesOf(view.interfaces), learn(identities, endpointIds(all), signal)])
      view = correlate(rows, identities)
    }
    return { view, topology: await placesOf(view.interfaces) }
  }
}
