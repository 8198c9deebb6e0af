import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { lontarVerifier, requireCredential } from '@lontar/verifier/hono'
import { Hono } from 'hono'
import { type BuildHotel, hotelAsk, sessionCookie, welcome } from './hotel.ts'
import { listen } from './listen.ts'

export const honoHotel: BuildHotel = async ({ verifier, base, parsers }) => {
  const app = new Hono()
  const shop = new Hono()
  app.use(async (c, next) => {
    // A middleware that looks at every form.
    if (parsers && c.req.header('content-type')?.includes('urlencoded')) await c.req.parseBody()
    c.header('set-cookie', sessionCookie, { append: true })
    await next()
  })
  shop.use('/lontar/*', lontarVerifier(verifier))
  shop.all('/check-in', requireCredential(verifier, hotelAsk), async (c) => {
    const body = JSON.parse((await c.req.text()) || 'null')
    return c.json(welcome(c.get('credential'), c.req.url, body))
  })
  shop.get('/lobby', (c) => c.text('lobby'))
  app.route(base === '' ? '/' : base, shop)
  return listen(createServer(getRequestListener(app.fetch)))
}
