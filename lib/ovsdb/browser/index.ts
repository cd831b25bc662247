export * from '../core/index.js'
export { connect, createClient, openClient } from './connect.js'
