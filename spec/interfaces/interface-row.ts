import type { PlacedInterface } from '../../lib/interfaces/index.js'
import { uuidNamed } from '../support/uuid-named.js'

type InterfaceColumns = Omit<PlacedInterface, 'bridge' | 'port'>

/** A row as the database gives it, of an interface that was just added. */
export function interfaceRow(columns: Partial<InterfaceColumns> = {}): InterfaceColumns {
  return {
    _uuid: uuidNamed('00000000-0000-4000-8000-000000000000'),
    name: 'eth0',
    type: '',
    admin_state: undefined,
    link_state: undefined,
    external_ids: new Map(),
    statistics: new Map(),
    ...columns,
  }
}

export function placedInterface(members: Partial<PlacedInterface> = {}): PlacedInterface {
  return { bridge: 'br0', port: members.name ?? 'eth0', ...interfaceRow(), ...members }
}
