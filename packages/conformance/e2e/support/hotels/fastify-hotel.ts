import formbody from '@fastify/formbody'
import { lontarVerifier, requireCredential } from '@lontar/verifier/fastify'
import fastify from 'fastify'
import { type BuildHotel, hotelAsk, sessionCookie, welcome } from './hotel.ts'

export const fastifyHotel: BuildHotel = async ({ verifier, base, parsers }) => {
  const app = fastify({ forceCloseConnections: true })
  // Fastify reads JSON by itself.
  if (parsers) await app.register(formbody)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('set-cookie', sessionCookie)
  })
  await app.register(
    async (shop) => {
      await shop.register(lontarVerifier(verifier), { prefix: '/lontar' })
      shop.all('/check-in', { preHandler: requireCredential(verifier, hotelAsk) }, async (request) =>
        welcome(request.credential, request.url, request.body),
      )
      shop.get('/lobby', async () => 'lobby')
    },
    { prefix: base },
  )
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  return { origin, close: () => void app.close() }
}
