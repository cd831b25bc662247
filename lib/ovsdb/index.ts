export { connect, createClient, openClient } from './client/connect.js'
export * from './core/index.js'
export { readCertificate, readPrivateKey } from './pem-files.js'
