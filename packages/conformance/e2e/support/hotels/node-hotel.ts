import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { lontarVerifier, requireCredential } from '@lontar/verifier/node'
import { type BuildHotel, hotelAsk, sessionCookie, welcome } from './hotel.ts'
import { listen } from './listen.ts'

export const nodeHotel: BuildHotel = async ({ verifier, base, parsers }) => {
  const routes = lontarVerifier(verifier)
  const guard = requireCredential(verifier, hotelAsk)
  return listen(
    createServer(async (request, response) => {
      response.appendHeader('set-cookie', sessionCookie)
      if (parsers) Object.assign(request, { body: await text(request) })
      if (await routes(request, response)) return
      const path = request.url?.split('?')[0]
      if (path === `${base}/check-in`) {
        const guarded = await guard(request, response)
        if (guarded === undefined) return
        const body = JSON.parse(String('body' in request ? request.body : await text(request)) || 'null')
        response.end(JSON.stringify(welcome(guarded.credential, request.url ?? '', body)))
        return
      }
      if (path !== `${base}/lobby`) response.statusCode = 404
      response.end('lobby')
    }),
  )
}
