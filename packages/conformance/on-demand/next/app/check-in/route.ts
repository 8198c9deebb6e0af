import { withCredential } from '@lontar/verifier/next'
import { hotelAsk, welcome } from '../../../../e2e/support/hotels/hotel.ts'
import { verifier } from '../hotel.ts'

export const dynamic = 'force-dynamic'
export const GET = withCredential(verifier, hotelAsk, async (request, { credential }) => {
  const body = JSON.parse((await request.text()) || 'null')
  return Response.json(welcome(credential, request.url, body))
})
export const POST = GET
