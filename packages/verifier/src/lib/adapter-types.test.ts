// What a guarded handler sees in each framework; checked by the compiler.
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import type { AcceptedCredential } from './accepted-credential.ts'
import { requireCredential as requireInExpress } from './express/require-credential.ts'
import { type Guarded, requireCredential as requireInFastify } from './fastify/require-credential.ts'
import { hotel, typedHotel } from './fixtures/asks.ts'
import { openScene } from './fixtures/scene.ts'
import { requireCredential as requireInHono } from './hono/require-credential.ts'
import { requireCredential as requireInKoa } from './koa/require-credential.ts'
import { withCredential } from './next/with-credential.ts'
import { requireCredential as requireInNode } from './node/require-credential.ts'
import type { Verifier } from './verifier.ts'

type Guest = AcceptedCredential<'name' | 'age_equal_or_over.18'> | null

let verifier: Verifier
beforeAll(async () => {
  verifier = (await openScene()).verifier
})

describe('a guarded handler sees the claims of its ask and no others', () => {
  it('under Express', () => {
    const router = express.Router()
    router.get('/', requireInExpress(verifier, typedHotel), (request, { locals: { credential } }) => {
      expectTypeOf(credential).toEqualTypeOf<Guest | undefined>()
      expectTypeOf(credential?.claims.name).toEqualTypeOf<string | undefined>()
      expectTypeOf(request.credential).toEqualTypeOf<AcceptedCredential | null | undefined>()
      // @ts-expect-error the ask does not list it
      return credential?.claims.sex
    })
    router.get('/file', requireInExpress(verifier, hotel), (_request, { locals: { credential } }) => {
      expectTypeOf(credential).toEqualTypeOf<AcceptedCredential | null | undefined>()
    })
    const handlers: express.RequestHandler[] = [requireInExpress(verifier, typedHotel)]
    router.use(handlers)
    expect(router.stack).toHaveLength(3)
  })

  it('under Fastify', () => {
    const app = fastify()
    const preHandler = requireInFastify(verifier, typedHotel)
    app.get('/', { preHandler }, async ({ credential }) => {
      expectTypeOf(credential).toEqualTypeOf<Guest>()
      // @ts-expect-error the ask does not list it
      return credential?.claims.sex
    })
    type Route = { Params: { room: string } } & Guarded<'name' | 'age_equal_or_over.18'>
    app.get<Route>('/rooms/:room', { preHandler }, async ({ credential, params }) => {
      expectTypeOf(credential).toEqualTypeOf<Guest>()
      expectTypeOf(params.room).toEqualTypeOf<string>()
    })
    app.get('/lobby', async ({ credential }) => {
      expectTypeOf(credential).toEqualTypeOf<AcceptedCredential | null | undefined>()
    })
    expect(app.hasRoute({ method: 'GET', url: '/rooms/:room' })).toBe(true)
  })

  it('under Hono', () => {
    const app = new Hono()
    app.get('/rooms/:room', requireInHono(verifier, typedHotel), (c) => {
      expectTypeOf(c.get('credential')).toEqualTypeOf<Guest>()
      expectTypeOf(c.var.credential).toEqualTypeOf<Guest>()
      expectTypeOf(c.req.param('room')).toEqualTypeOf<string>()
      // @ts-expect-error the ask does not list it
      return c.text(String(c.get('credential')?.claims.sex))
    })
    expect(app.routes).toHaveLength(2)
  })

  it('under Koa', () => {
    const app = new Koa()
    app.use(requireInKoa(verifier, typedHotel)).use(({ state: { credential } }) => {
      expectTypeOf(credential).toEqualTypeOf<Guest>()
      // @ts-expect-error the ask does not list it
      return credential?.claims.sex
    })
    expect(app.middleware).toHaveLength(2)
  })

  it('under Next.js', async () => {
    const handler = withCredential(verifier, typedHotel, (_request, { credential, params }) => {
      expectTypeOf(credential).toEqualTypeOf<Guest>()
      expectTypeOf(params).toEqualTypeOf<Promise<unknown>>()
      // @ts-expect-error the ask does not list it
      return Response.json(credential?.claims.sex)
    })
    const response = await handler(new Request('http://127.0.0.1/'), { params: Promise.resolve({}) })
    expect(response.status).toBe(401)
  })

  it('under node:http', () => {
    const guard = requireInNode(verifier, typedHotel)
    type Answer = Awaited<ReturnType<typeof guard>>
    expectTypeOf<NonNullable<Answer>['credential']>().toEqualTypeOf<Guest>()
    expect(guard).toBeTypeOf('function')
  })
})
