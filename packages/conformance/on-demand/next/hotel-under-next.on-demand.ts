// The hotel under a Next.js that runs, in a process of its own. Built and started by `pnpm on-demand:next`.
import { spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { startLoopbackServer } from '@lontar/testkit'
import { expect, vi } from 'vitest'
import type { Rooms } from '../../attacks/support/rooms.ts'
import { describeHotel, openGuestRooms } from '../../e2e/support/hotels/describe-hotel.ts'
import type { BuildHotel } from '../../e2e/support/hotels/hotel.ts'

const next = join(import.meta.dirname, 'node_modules/next/dist/bin/next')

let rooms: Rooms

/** The issuer on loopback, because the verifier in the other process reads its status list there. */
async function openGuests(): Promise<Rooms> {
  const server = await startLoopbackServer((request) => rooms.issuer.fetch(request))
  rooms = await openGuestRooms({
    url: server.url,
    now: new Date(),
    issuer: { dangerouslyAllowLoopbackHttp: true },
  })
  return rooms
}

const nextHotel: BuildHotel = async () => {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const server = spawn(process.execPath, [next, 'start', '--hostname', '127.0.0.1', '--port', `${port}`], {
    cwd: import.meta.dirname,
    env: { ...process.env, HOTEL_TRUST: JSON.stringify(rooms.trust) },
    stdio: 'ignore',
  })
  const open = async (): Promise<void> => {
    expect((await fetch(`${origin}/shop/lobby`)).status).toBe(200)
  }
  await vi.waitFor(open, { timeout: 60_000, interval: 200 }).catch((error) => {
    server.kill()
    throw error
  })
  return { origin, close: () => void server.kill() }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describeHotel(
  {
    name: 'Next.js',
    where: 'that runs, below its basePath',
    base: '/shop',
    parsers: false,
    build: nextHotel,
  },
  openGuests,
)
