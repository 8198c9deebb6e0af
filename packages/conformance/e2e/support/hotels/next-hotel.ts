import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { lontarVerifier, withCredential } from '@lontar/verifier/next'
import { type BuildHotel, hotelAsk, sessionCookie, welcome } from './hotel.ts'
import { listen } from './listen.ts'

/** Calls the route handlers as the App Router of Next.js does: by folder, with Request objects. Next.js parses no bodies. */
export const nextHotel: BuildHotel = async ({ verifier, base }) => {
  const { GET, POST, OPTIONS } = lontarVerifier(verifier)
  const checkIn = withCredential(verifier, hotelAsk, async (request, { credential }) => {
    const body = JSON.parse((await request.text()) || 'null')
    return Response.json(welcome(credential, request.url, body))
  })
  const catchAll: Record<string, typeof GET> = { GET, HEAD: GET, POST, OPTIONS }
  const route = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname === `${base}/check-in`) return checkIn(request, { params: Promise.resolve({}) })
    if (pathname === `${base}/lobby`) return new Response('lobby')
    const handler = pathname.startsWith(`${base}/lontar/`) ? catchAll[request.method] : undefined
    return handler?.(request) ?? new Response(null, { status: 405 })
  }
  const listener = getRequestListener(async (request) => {
    const response = await route(request)
    response.headers.append('set-cookie', sessionCookie)
    return response
  })
  return listen(createServer(listener))
}
