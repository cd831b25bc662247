import type { z } from 'zod'
import { all } from './all.js'
import { HttpStatusError } from './errors.js'
import type { Netmaster } from './netmaster.js'
import {
  buildPayload,
  type ClusterInfo,
  infoPayload,
  type NetmasterBuild,
  type NetProfile,
  netProfilesPayload,
  type Policy,
  policiesPayload,
  type Rule,
  rulesPayload,
  type ServiceLoadBalancer,
  serviceLoadBalancersPayload,
  type TenantObject,
  tenantObjectsPayload,
} from './objects-payload.js'

/** What Netmaster tells of itself and of what it holds. An older one does not know all of it: undefined. */
export interface ClusterObjects {
  readonly info: ClusterInfo | undefined
  readonly build: NetmasterBuild | undefined
  readonly policies: readonly Policy[] | undefined
  readonly rules: readonly Rule[] | undefined
  readonly netProfiles: readonly NetProfile[] | undefined
  readonly appProfiles: readonly TenantObject[] | undefined
  readonly serviceLoadBalancers: readonly ServiceLoadBalancer[] | undefined
  readonly externalContracts: readonly TenantObject[] | undefined
}

/** Asks for all of it: one request each, none of which makes Netmaster read its store. */
export async function askClusterObjects(
  netmaster: Pick<Netmaster, 'get'>,
  signal: AbortSignal,
): Promise<ClusterObjects> {
  const ask = <Output>(path: string, schema: z.ZodType<Output>) => known(netmaster.get(path, schema, signal))
  const list = <Output>(name: string, schema: z.ZodType<Output>) => ask(`api/v1/${name}/`, schema)
  const [info, build, policies, rules, netProfiles, appProfiles, serviceLoadBalancers, externalContracts] = await all([
    ask('info', infoPayload),
    ask('version', buildPayload),
    list('policys', policiesPayload),
    list('rules', rulesPayload),
    list('netprofiles', netProfilesPayload),
    list('appProfiles', tenantObjectsPayload),
    list('serviceLBs', serviceLoadBalancersPayload),
    list('extContractsGroups', tenantObjectsPayload),
  ])
  return { info, build, policies, rules, netProfiles, appProfiles, serviceLoadBalancers, externalContracts }
}

/** A path that this Netmaster does not have is nothing that failed. */
async function known<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof HttpStatusError && error.status === 404) return undefined
    throw error
  }
}
