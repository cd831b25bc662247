import type { Client, UntypedModel } from '../ovsdb/index.js'

/** Tells once that the connection is lost, and why, and once that it is there again. */
export function tellOutages(client: Pick<Client<UntypedModel>, 'onStatus'>, complain: (message: string) => void): void {
  let lost = false
  client.onStatus((status) => {
    if (status.state === 'disconnected' && !lost) {
      lost = true
      complain(`${status.cause.message}; trying again`)
    }
    if (status.state === 'connected' && lost) {
      lost = false
      complain(`connected to ${status.remote} again`)
    }
  })
}
