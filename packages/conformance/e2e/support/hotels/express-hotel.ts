import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { lontarVerifier, requireCredential } from '@lontar/verifier/express'
import express from 'express'
import { type BuildHotel, hotelAsk, sessionCookie, welcome } from './hotel.ts'
import { listen } from './listen.ts'

export const expressHotel: BuildHotel = async ({ verifier, base, parsers }) => {
  const app = express()
  const shop = express.Router()
  if (parsers) app.use(express.json(), express.urlencoded({ extended: true }))
  app.use((_request, response, next) => {
    response.append('set-cookie', sessionCookie)
    next()
  })
  app.use(base === '' ? '/' : base, shop)
  shop.use('/lontar', lontarVerifier(verifier))
  shop.all('/check-in', requireCredential(verifier, hotelAsk), async (request, response) => {
    const body = request.body ?? JSON.parse((await text(request)) || 'null')
    response.json(welcome(response.locals.credential, request.originalUrl, body))
  })
  shop.get('/lobby', (_request, response) => {
    response.send('lobby')
  })
  return listen(createServer(app))
}
