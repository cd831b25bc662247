import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Page } from 'playwright-core'
import type { Scope } from './scope.js'
import { which } from './which.js'

/** A page of a real Chromium, from a server of this process, that has loaded the script. Both end with the scope. */
export async function openPage(scope: Scope, script: string): Promise<Page> {
  const server = createServer((request, response) => {
    const page = request.url === '/'
    response.setHeader('content-type', `${page ? 'text/html' : 'text/javascript'}; charset=utf-8`)
    response.end(page ? '<!doctype html><script type="module" src="/script.js"></script>' : script)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const browser = await chromium.launch({
    executablePath: which('chromium') ?? 'chromium',
    args: ['--no-sandbox'], // which root has not
  })
  scope.teardown(async () => {
    await browser.close()
    server.close()
  })
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { waitUntil: 'load' })
  return page
}
