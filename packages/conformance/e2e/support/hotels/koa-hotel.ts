import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { bodyParser } from '@koa/bodyparser'
import Router from '@koa/router'
import { lontarVerifier, requireCredential } from '@lontar/verifier/koa'
import Koa from 'koa'
import { type BuildHotel, listen, sessionCookie, welcome } from './hotel.ts'

export const koaHotel: BuildHotel = async ({ verifier, ask, base, parsers }) => {
  const app = new Koa({})
  app.silent = true
  if (parsers) app.use(bodyParser())
  app.use(async (ctx, next) => {
    ctx.append('set-cookie', sessionCookie)
    await next()
  })
  app.use(lontarVerifier(verifier))
  const shop = new Router({ prefix: base })
  shop.all('/check-in', requireCredential(verifier, ask), async (ctx) => {
    const body = ctx.request.body ?? JSON.parse((await text(ctx.req)) || 'null')
    ctx.body = welcome(ctx.state.credential, ctx.originalUrl, body)
  })
  shop.get('/lobby', (ctx) => {
    ctx.body = 'lobby'
  })
  app.use(shop.routes())
  return listen(createServer(app.callback()))
}
