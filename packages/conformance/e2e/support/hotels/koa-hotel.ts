import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { bodyParser } from '@koa/bodyparser'
import Router from '@koa/router'
import { lontarVerifier, requireCredential } from '@lontar/verifier/koa'
import Koa from 'koa'
import { type BuildHotel, hotelAsk, sessionCookie, welcome } from './hotel.ts'
import { listen } from './listen.ts'

export const koaHotel: BuildHotel = async ({ verifier, base, parsers }) => {
  const app = new Koa({})
  app.silent = true
  if (parsers) app.use(bodyParser())
  app.use(async (ctx, next) => {
    ctx.append('set-cookie', sessionCookie)
    await next()
  })
  app.use(lontarVerifier(verifier))
  const shop = new Router({ prefix: base })
  shop.all('/check-in', requireCredential(verifier, hotelAsk), async (ctx) => {
    const body = ctx.request.body ?? JSON.parse((await text(ctx.req)) || 'null')
    ctx.body = welcome(ctx.state.credential, ctx.originalUrl, body)
  })
  shop.get('/lobby', (ctx) => {
    ctx.body = 'lobby'
  })
  app.use(shop.routes())
  return listen(createServer(app.callback()))
}
