export { Database } from './database.js'
export { Locks } from './locks.js'
export { type OvsdbServer, startOvsdbServer } from './server.js'
