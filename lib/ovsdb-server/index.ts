export { Database } from './database.js'
export { type OvsdbServer, startOvsdbServer } from './server.js'
