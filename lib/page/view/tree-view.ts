import type { GroupNode, NetmasterSnapshot, NetworkNode, TenantNode } from '../protocol.js'
import { element } from './dom.js'

/** Tenants, their networks and groups, with what each holds (mode netmaster). */
export class TreeView {
  readonly root = element('section', { class: 'tree', 'aria-label': 'Tenants, networks and groups' })
  #shown = ''
  /** What was closed by hand stays closed. */
  readonly #closed = new Set<string>()

  render({ tenants }: NetmasterSnapshot): void {
    const text = JSON.stringify(tenants)
    if (text === this.#shown) return
    this.#shown = text
    if (tenants === null) this.root.replaceChildren(element('p', { class: 'hint' }, 'Nothing is known.'))
    else this.root.replaceChildren(summary(tenants), ...tenants.map((tenant) => this.#tenant(tenant)))
  }

  #tenant({ name, networks }: TenantNode): HTMLElement {
    const groups = networks.reduce((sum, network) => sum + network.groups.length, 0)
    const counts = `${count(networks.length, 'network')}, ${count(groups, 'group')}`
    return this.#branch(
      `tenant ${name}`,
      name,
      counts,
      networks.map((network) => this.#network(name, network)),
    )
  }

  #network(tenant: string, { name, groups }: NetworkNode): HTMLElement {
    const inside = groups.length === 0 ? [] : [groupTable(groups)]
    return this.#branch(`network ${tenant} ${name}`, name, count(groups.length, 'group'), inside)
  }

  #branch(key: string, name: string, counts: string, inside: readonly HTMLElement[]): HTMLElement {
    const details = element('details', {}, element('summary', {}, element('strong', {}, name), ` ${counts}`), ...inside)
    details.open = !this.#closed.has(key)
    details.addEventListener('toggle', () => {
      if (details.open) this.#closed.delete(key)
      else this.#closed.add(key)
    })
    return details
  }
}

function summary(tenants: readonly TenantNode[]): HTMLElement {
  const networks = tenants.flatMap((tenant) => tenant.networks)
  const groups = networks.flatMap((network) => network.groups)
  const policies = groups.reduce((sum, group) => sum + group.policies.length, 0)
  const counts = [
    count(tenants.length, 'tenant'),
    count(networks.length, 'network'),
    count(groups.length, 'group'),
    `${policies} ${policies === 1 ? 'policy' : 'policies'} on groups`,
  ]
  return element('p', { class: 'counts' }, counts.join(' · '))
}

function groupTable(groups: readonly GroupNode[]): HTMLElement {
  const head = ['Group', 'Policies', 'Net profile'].map((title) => element('th', { scope: 'col' }, title))
  const rows = groups.map(({ name, policies, netProfile }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', {}, policies.length === 0 ? 'none' : `${policies.length}: ${policies.join(', ')}`),
      element('td', {}, netProfile ?? 'none'),
    ),
  )
  return element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows))
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
