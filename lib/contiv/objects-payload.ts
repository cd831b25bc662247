import { z } from 'zod'
import { countAddresses } from './address-ranges.js'
import { parseBandwidth } from './bandwidth.js'
import { inspectedEndpoint, inspectedNetwork, inspectionOf, objectKey, ownEndpoints } from './payload.js'
import { listOf } from './payload-list.js'

// Netmaster leaves out what is empty or 0 (`omitempty` in contivmodel).

/** An `int` of Go; one that JavaScript cannot hold exactly is none that was ever meant. */
const whole = z
  .int()
  .nullish()
  .transform((value) => value ?? undefined)

export const policiesPayload = listOf(
  z
    .object({ policyName: z.string(), tenantName: z.string() })
    .transform(({ policyName: name, tenantName: tenant }) => ({ tenant, name })),
  { keyOf: objectKey },
)

export const rulesPayload = listOf(
  z
    .object({ policyName: z.string(), tenantName: z.string() })
    .transform(({ policyName: policy, tenantName: tenant }) => ({ tenant, policy })),
)

export const netProfilesPayload = listOf(
  z
    .object({
      profileName: z.string(),
      tenantName: z.string(),
      bandwidth: z.string().nullish(),
      burst: whole,
      DSCP: whole,
    })
    .transform((profile) => ({
      tenant: profile.tenantName,
      name: profile.profileName,
      bandwidth: parseBandwidth(profile.bandwidth ?? ''),
      // Netplugin hands it to Open vSwitch as it is, whose ingress_policing_burst is in kilobits.
      burst: profile.burst === undefined ? undefined : (profile.burst * 1000) / 8,
      dscp: profile.DSCP,
    })),
  { keyOf: objectKey },
)

/** What belongs to a tenant, whatever it is. */
export const tenantObjectsPayload = listOf(
  z.object({ tenantName: z.string() }).transform(({ tenantName: tenant }) => ({ tenant })),
)

export const serviceLoadBalancersPayload = listOf(
  z
    .object({ tenantName: z.string(), networkName: z.string() })
    .transform(({ tenantName: tenant, networkName: network }) => ({ tenant, network })),
)

const addresses = listOf(z.string()).transform((list) => [...new Set(list)])

/** A node is named once for each service it registered. */
export const infoPayload = z
  .object({ 'leader-ip': z.string().nullish(), 'netmaster-nodes': addresses, 'netplugin-nodes': addresses })
  .transform((info) => ({
    leader: info['leader-ip'] || undefined,
    netmasters: info['netmaster-nodes'],
    netplugins: info['netplugin-nodes'],
  }))

export const buildPayload = z
  .object({ Version: z.string(), GitCommit: z.string().nullish() })
  .transform(({ Version, GitCommit }) => ({ version: Version, commit: GitCommit ?? '' }))

export const networkUsagePayload = z
  .object({
    Config: inspectedNetwork,
    Oper: z.object({
      allocatedAddressesCount: whole,
      allocatedIPAddresses: z.string().nullish(),
      availableIPAddresses: z.string().nullish(),
      numEndpoints: whole,
      endpoints: listOf(inspectedEndpoint).nullish(),
    }),
  })
  .transform(({ Config: config, Oper: oper }) =>
    inspectionOf(config, (tag) => ({
      endpoints: oper.numEndpoints ?? 0,
      groups: ownEndpoints(tag, oper.endpoints).map(({ serviceName }) => serviceName || undefined),
      allocated: oper.allocatedAddressesCount ?? 0,
      // A network without a subnet has no addresses to run out of; one that has run out lists those that are taken.
      free:
        config.subnet && (oper.availableIPAddresses || oper.allocatedIPAddresses)
          ? countAddresses(oper.availableIPAddresses ?? '')
          : undefined,
    })),
  )

export type Policy = Readonly<z.output<typeof policiesPayload>[number]>
export type Rule = Readonly<z.output<typeof rulesPayload>[number]>

/** Bandwidth in bytes a second, burst in bytes; what the profile does not say is undefined. */
export type NetProfile = Readonly<z.output<typeof netProfilesPayload>[number]>
export type TenantObject = Readonly<z.output<typeof tenantObjectsPayload>[number]>
export type ServiceLoadBalancer = Readonly<z.output<typeof serviceLoadBalancersPayload>[number]>

/** The addresses of the nodes, each once, and who leads, as `host:port`. */
export type ClusterInfo = Readonly<z.output<typeof infoPayload>>
export type NetmasterBuild = Readonly<z.output<typeof buildPayload>>

/** The endpoints of a network, the group of each, and its addresses. */
export type NetworkUsage = Readonly<z.output<typeof networkUsagePayload>['content']>
