import { type Ask, ask } from '@lontar/documents/ask'
import type { AcceptedCredential, Verifier } from '@lontar/verifier'

/** The names that the hotel asks for. */
export type HotelClaim = 'name' | 'age_equal_or_over.18'

/** What the hotel asks for. */
export const hotelAsk: Ask<HotelClaim> = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
})

/** How a hotel is built. */
export interface HotelPlan {
  readonly verifier: Verifier
  /** Where the app keeps its routes: `` or `/shop`. The verifier lies at `/lontar` below it. */
  readonly base: string
  /** Whether the framework's body parsers stand before everything. */
  readonly parsers: boolean
}

/** A hotel that listens: `GET` and `POST` `/check-in` guarded, `/lobby` open, a session cookie on every answer. */
export interface Hotel {
  /** Where it listens. */
  readonly origin: string
  close(): void
}

/** One framework's way to build the hotel. */
export type BuildHotel = (plan: HotelPlan) => Promise<Hotel>

/** What the guarded handler answers in every framework; the types know the two claims. */
export function welcome(
  credential: AcceptedCredential<HotelClaim> | null | undefined,
  target: string,
  body: unknown,
) {
  const name: string | undefined = credential?.claims.name
  const adult: boolean | undefined = credential?.claims['age_equal_or_over.18']
  return {
    name,
    adult,
    claims: Object.keys(credential?.claims ?? {}),
    query: target.split('?')[1] ?? '',
    body,
  }
}

/** The cookie of the session library that every app has. */
export const sessionCookie = 'sid=1; Path=/'
