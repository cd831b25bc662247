export {
  correlate,
  type EndpointTraffic,
  endpointIds,
  type Identities,
  type InterfaceRow,
  type InterfaceTraffic,
  type Traffic,
  type View,
} from './correlate.js'
export { turnRound } from './direction.js'
export { ENDPOINT_ID, isEndpointId } from './endpoint-id.js'
export { type BridgeRow, buildTopology, NOWHERE, type Place, type PortRow, type Topology } from './topology.js'
