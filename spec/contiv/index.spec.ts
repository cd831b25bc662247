import t from 'tap'
import * as contiv from '../../lib/contiv/index.js'

t.test('the door leads from a store to the inventory and the counts', async (t) => {
  const http = new contiv.HttpClient()
  const leaders: readonly contiv.LeaderSource[] = [
    new contiv.EtcdLeader(contiv.parseStoreUrls('a:1,b:2', 'CONTIV_ETCD'), http),
    new contiv.ConsulLeader(contiv.parseStoreUrls('a:1', 'CONTIV_CONSUL'), http),
    new contiv.FixedLeader(contiv.parseStoreUrl('a:1', 'CONTIV_NETMASTER')),
  ]
  for (const leader of leaders) {
    const netmaster = new contiv.Netmaster({ leader, http })
    t.match(new contiv.Inventory({ netmaster }).status(), { up: false, endpoints: 0, requests: 0 })
    t.match(new contiv.CountsSource({ netmaster }).status(), { up: false, counts: undefined, requests: 0 })
  }
})
