import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../e2e/support/lontar.ts'
import { type Guest, openGuest } from '../../e2e/support/open-guest.ts'

const page = join(import.meta.dirname, '../../../../docs/merchant.md')
// Inside the package, so that imports resolve; git ignores the folder.
const folder = join(import.meta.dirname, 'run-shop')

let guest: Guest
let shop: ChildProcess | undefined

beforeAll(async () => {
  guest = await openGuest()
  await mkdir(folder, { recursive: true })
}, 60_000)

afterAll(async () => {
  if (shop?.exitCode === null) {
    const ended = once(shop, 'exit')
    shop.kill()
    await ended
  }
  await guest.close()
  await rm(folder, { recursive: true, force: true })
})

test('the server of the page for merchants runs as printed, but for its port', async () => {
  const [, program = ''] = /```ts\n([\s\S]*?)```/.exec(await readFile(page, 'utf8')) ?? []
  expect(program.match(/\b3000\b/g)).toHaveLength(2)
  const port = await freePort()
  await writeFile(join(folder, 'shop.ts'), program.replaceAll(/\b3000\b/g, String(port)))
  await writeFile(join(folder, 'trust.json'), JSON.stringify(guest.trust))
  shop = spawn(process.execPath, ['--conditions=source', 'shop.ts'], { cwd: folder, stdio: 'inherit' })
  const checkIn = async (headers: Record<string, string> = {}): Promise<Response | undefined> =>
    fetch(`http://127.0.0.1:${port}/check-in`, { headers }).catch(() => undefined)

  await expect.poll(async () => (await checkIn())?.status, { timeout: 30_000 }).toBe(401)
  const asked = (await (await checkIn())?.json()) as Record<string, string>
  const review = await guest.wallet.review(asked['requestUri'] ?? '', { trust: guest.trust })
  await guest.wallet.respond(review, { consent: true })
  const served = await checkIn({ 'lontar-transaction': asked['transactionId'] ?? '' })
  expect(served?.status).toBe(200)
  expect(await served?.json()).toEqual({ name: 'MARIA CONTOH', 'age_equal_or_over.18': true })
}, 60_000)
