import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { Scope } from './scope.js'
import { missing, which } from './which.js'

/** Why a spec that needs a browser has to be skipped; false when there is one. */
export function browserMissing(): string | false {
  return missing('chromium')
}

/** A page in a real browser. */
export interface BrowserPage {
  readonly page: Page
  /** What went wrong in it: errors, and what its Content-Security-Policy kept from it. */
  problems(): readonly string[]
}

/** Starts Chromium; it is ended with the scope. */
export async function startBrowser(scope: Scope): Promise<Browser> {
  const executablePath = which('chromium')
  // Chromium's own sandbox refuses to run as root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) })
  scope.teardown(() => browser.close())
  return browser
}

/**
 * Opens a page in a context of its own.
 *
 * @param prepare called before the page is loaded
 */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<BrowserPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`${error}`))
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    // What a lost connection leaves in the console is no mistake of the page.
    if (!/WebSocket connection to .* failed|ERR_CONNECTION_REFUSED/.test(message.text())) problems.push(message.text())
  })
  await page.exposeFunction('reportViolation', (text: string) => problems.push(`CSP: ${text}`))
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
    reportViolation(event.violatedDirective + ' ' + event.blockedURI))`)
  await prepare(page)
  await page.goto(url)
  return { page, problems: () => problems }
}

/** What axe-core finds against the rules of WCAG 2.2 (A and AA) and its own best practices. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(source)
  const { violations } = await page.evaluate<Findings>('axe.run()')
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}

/** Resolves when the page has drawn what it was told. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
}

interface Findings {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
  }[]
}

/** Where the pictures of the documentation go when they are wanted: `npm run screenshots`. */
const SCREENSHOTS = process.env.LIVE_PAGE_SCREENSHOTS

/** Whether pictures are wanted: they show more when the page was open for a while. */
export const SCREENSHOTS_WANTED = SCREENSHOTS !== undefined

/** Takes a picture for the documentation, where pictures are wanted. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS === undefined) return
  await drawn(page)
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) })
}
