// H9 at the webhook: a name that leads into the network of the verifier is found out before anything is sent there.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { waitFor } from '@lontar/credentials/request-body'
import { type LoopbackServer, startLoopbackServer } from '@lontar/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGuardedFetchOn } from '../../credentials/src/lib/guarded-fetch/guarded-fetch.ts'
import { createNodeNetwork } from '../../credentials/src/lib/guarded-fetch/network-node.ts'
import { type HotelOverHttp, openHotelOverHttp } from './support/hotel-over-http.ts'
import { openRooms, type Rooms } from './support/rooms.ts'

let rooms: Rooms
/** A receiver that takes events, and a server that only counts who comes. */
let receiver: LoopbackServer
let canary: Server
let received = 0
let visitors = 0

beforeAll(async () => {
  rooms = await openRooms()
  receiver = await startLoopbackServer(async () => {
    received++
    return new Response(null, { status: 202 })
  })
  canary = createServer((socket) => {
    visitors++
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(canary, 'listening')
})
afterAll(async () => {
  canary.close()
  await receiver.close()
})

interface Shop extends HotelOverHttp {
  /** The addresses that the name of the webhook has from now on. */
  leadsTo: readonly string[]
  /** How often the name was looked up. */
  readonly lookups: () => number
  /** Looks once for events that are due, so many seconds later. */
  sendLater(seconds?: number): Promise<void>
}

/** A hotel with a webhook, and an event that is due. The network is that of Node.js, under a resolver of the test. */
async function openShop(webhookUrl: string, leadsTo: readonly string[], development = false): Promise<Shop> {
  let lookups = 0
  let stop = new AbortController()
  const network = createNodeNetwork(async () => {
    lookups++
    return shop.leadsTo.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  })
  const hotel = await openHotelOverHttp(rooms, {
    webhookUrl,
    fetch: createGuardedFetchOn(network, { dangerouslyAllowLoopbackHttp: development }),
    wait: async (milliseconds, signal) =>
      milliseconds === 1_000 ? stop.abort() : waitFor(milliseconds, signal),
  })
  const shop: Shop = {
    ...hotel,
    leadsTo,
    lookups: () => lookups,
    async sendLater(seconds = 0) {
      stop = new AbortController()
      rooms.clock.now = new Date(rooms.clock.now.getTime() + 1000 * seconds)
      await hotel.verifier.runWebhook(stop.signal)
    },
  }
  const { object } = await hotel.request()
  await hotel.post(`state=${object.state}&error=access_denied`)
  return shop
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

test.each([
  ['loopback', '127.0.0.1'],
  ['a private network', '10.1.2.3'],
  ['another private network', '192.168.0.9'],
  ['the addresses of a machine in the cloud', '169.254.169.254'],
  ['a carrier', '100.64.0.1'],
  ['loopback, in the notation of IPv6', '::ffff:127.0.0.1'],
  ['IPv6 of its own', 'fd00::1'],
  ['both a public and a private address', '93.184.216.34', '127.0.0.1'],
])('a name that leads to %s is not called, and the event is kept', async (_what, ...leadsTo) => {
  const shop = await openShop(`https://hook.shop.example:${portOf(canary)}/`, leadsTo)
  await shop.sendLater()
  expect(shop.codes).toEqual(['url_address_forbidden'])
  expect([shop.lookups(), visitors]).toEqual([1, 0])
  // Again at its time, and judged again.
  await shop.sendLater(10)
  expect(shop.codes).toEqual(['url_address_forbidden', 'url_address_forbidden'])
  expect([shop.lookups(), visitors]).toEqual([2, 0])
  shop.close()
})

test('a name that leads where it may is called at the next try, with the event of before', async () => {
  const { port } = new URL(receiver.url)
  const shop = await openShop(`http://localhost:${port}/hook`, ['10.1.2.3'], true)
  await shop.sendLater()
  expect([shop.codes, received]).toEqual([['url_address_forbidden'], 0])
  shop.leadsTo = ['127.0.0.1']
  await shop.sendLater(10)
  expect([shop.codes, received]).toEqual([['url_address_forbidden'], 1])
  await shop.sendLater(86_400)
  expect(received).toBe(1)
  shop.close()
})
