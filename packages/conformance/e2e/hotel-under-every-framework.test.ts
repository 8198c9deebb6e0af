// The same hotel under Express, Fastify, Hono, Koa, Next.js and node:http. Under a Next.js that runs, see on-demand/next.
import type { Rooms } from '../attacks/support/rooms.ts'
import { describeHotel, openGuestRooms } from './support/hotels/describe-hotel.ts'
import { expressHotel } from './support/hotels/express-hotel.ts'
import { fastifyHotel } from './support/hotels/fastify-hotel.ts'
import { honoHotel } from './support/hotels/hono-hotel.ts'
import { koaHotel } from './support/hotels/koa-hotel.ts'
import { nextHotel } from './support/hotels/next-hotel.ts'
import { nodeHotel } from './support/hotels/node-hotel.ts'

const hotels = [
  { name: 'Express', build: expressHotel },
  { name: 'Fastify', build: fastifyHotel },
  { name: 'Hono', build: honoHotel },
  { name: 'Koa', build: koaHotel },
  { name: 'Next.js', build: nextHotel },
  { name: 'node:http', build: nodeHotel },
]
const places = [
  { where: 'at the root', base: '', parsers: false },
  { where: 'below a prefix and behind body parsers', base: '/shop', parsers: true },
]

let guests: Promise<Rooms> | undefined
const openGuests = (): Promise<Rooms> => {
  guests ??= openGuestRooms()
  return guests
}

for (const hotel of hotels) {
  for (const place of places) describeHotel({ ...hotel, ...place }, openGuests)
}
