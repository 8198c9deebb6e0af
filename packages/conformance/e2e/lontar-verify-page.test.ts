import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { createMemoryVerifierStore, createVerifier } from '@lontar/verifier'
import express, { type Express } from 'express'
import { afterAll, expect, it } from 'vitest'
import { checkIn } from './support/hotel-site.ts'
import { openBrowser } from './support/open-browser.ts'
import { openGuest } from './support/open-guest.ts'

const page = join(import.meta.dirname, '../../../docs/lontar-verify.md')
// Inside the package, so that imports resolve; git ignores the folder.
const folder = join(import.meta.dirname, 'run/lontar-verify')

const opened = await openBrowser()
if (opened.reason !== undefined) process.stdout.write(`No browser: ${opened.reason}\n`)

const closing: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true }), () => opened.close()]
afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

/** The one example of a language. */
async function example(language: string): Promise<string> {
  const text = await readFile(page, 'utf8')
  const codes = [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))]
  expect(codes).toHaveLength(1)
  return codes[0]?.[1] ?? ''
}

/** Writes the files of the page, and gives what the example does on the server. */
async function writeExample(): Promise<{ mount(...free: readonly unknown[]): void }> {
  await mkdir(join(folder, 'site'), { recursive: true })
  await writeFile(join(folder, 'site/index.html'), await example('html'))
  await writeFile(join(folder, 'site/check-in.js'), await example('js'))
  const lines = (await example('ts')).split('\n')
  const isImport = (line: string): boolean => line.startsWith('import ')
  const program = `${lines.filter(isImport).join('\n')}
export function mount(app, express, verifier, checkIn, folder) {
${lines.filter((line) => !isImport(line)).join('\n')}
}
`
  const file = join(folder, 'server.ts')
  await writeFile(file, program)
  return import(file)
}

async function listen(app: Express): Promise<string> {
  const server = app.listen(0, '127.0.0.1')
  closing.push(() => {
    server.close()
    server.closeAllConnections()
  })
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it.skipIf(opened.browser === undefined)(
  'a real browser: the example of docs/lontar-verify.md serves a guest as printed',
  async () => {
    const guest = await openGuest()
    closing.push(guest.close)
    const app = express()
    const url = await listen(app)
    const verifier = createVerifier({
      url: `${url}/lontar`,
      name: 'Hotel Contoh',
      trust: guest.trust,
      signer: await didJwkSigner(await generatePrivateJwk()),
      store: createMemoryVerifierStore(),
      fetch: guest.fetch,
    })
    const { mount } = await writeExample()
    mount(app, express, verifier, checkIn, join(folder, 'site'))
    const browserPage = await opened.browser?.newPage()
    if (browserPage === undefined) throw new TypeError('There is no browser.')
    await browserPage.goto(url)
    const link = browserPage.locator('lontar-verify').getByRole('link')
    const requestUri = (await link.getAttribute('href')) ?? ''
    // The wallet of this device brings the browser back to the page, with the code that opens its session.
    const review = await guest.wallet.review(requestUri)
    const { redirectUri } = await guest.wallet.respond(review, { consent: true })
    await browserPage.goto(redirectUri ?? '')
    await browserPage.getByText('Selamat datang, MARIA CONTOH').waitFor()
    expect(await browserPage.locator('lontar-verify').count()).toBe(0)
  },
)
