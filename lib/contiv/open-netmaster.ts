import { HttpClient } from './http-client.js'
import { ConsulLeader } from './leader/consul-leader.js'
import { EtcdLeader } from './leader/etcd-leader.js'
import { FixedLeader } from './leader/fixed-leader.js'
import type { LeaderConfig } from './leader/leader-config.js'
import { Netmaster } from './netmaster.js'

/** Netmaster, by the way its leader is found. Asks nothing yet. */
export function openNetmaster(leader: LeaderConfig): Netmaster {
  const http = new HttpClient()
  switch (leader.kind) {
    case 'etcd':
      return new Netmaster({ leader: new EtcdLeader(leader.urls, http), http })
    case 'consul':
      return new Netmaster({ leader: new ConsulLeader(leader.urls, http), http })
    case 'fixed':
      return new Netmaster({ leader: new FixedLeader(leader.url), http })
  }
}
