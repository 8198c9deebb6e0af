import { LontarError } from '@lontar/credentials/errors'
import { type ConsentOffice, type ConsentRecord, verifyConsentReceipt } from '@lontar/proofing/consent'
import type { SubjectHoldings, SubjectRequest } from '@lontar/store'
import { publishedRequest } from './subject-clock.ts'

/** What a person gets who asks what is held. */
export interface SubjectExport {
  /** `nothing_held`: of this person there is nothing but requests for a copy. */
  readonly outcome: 'exported' | 'nothing_held'
  /** How the installation finds this person again: a keyed MAC. */
  readonly subject: string
  readonly createdAt: Date
  readonly controller: ConsentOffice['controller']
  readonly consents: readonly object[]
  readonly issuances: SubjectHoldings['issuances']
  readonly credentials: readonly object[]
  readonly registrations: SubjectHoldings['registrations']
  readonly evidenceImages: SubjectHoldings['evidenceImages']
  readonly requests: readonly object[]
  readonly restrictedSince: Date | null
}

/**
 * Writes what is held about a person in a form that other programs read, without a claim value. Whoever reads the copy has
 * got it: in it the request that it serves is done.
 */
export async function createSubjectExport(
  { controller, signer }: ConsentOffice,
  { subject, requestId }: SubjectRequest,
  holdings: SubjectHoldings,
  now: Date,
): Promise<SubjectExport> {
  const expectedKeys = [signer.publicJwk]
  const outcome = holdsNothing(holdings) ? 'nothing_held' : 'exported'
  return {
    ...{ outcome, subject },
    createdAt: now,
    controller,
    consents: await Promise.all(
      holdings.consents.map(async (consent) => ({
        ...timesOf(consent),
        receipt: consent.receipt,
        content: await contentOf(consent, expectedKeys),
      })),
    ),
    issuances: holdings.issuances,
    credentials: holdings.credentials.map((record) => ({
      id: record.credentialId,
      issuanceId: record.issuanceId,
      configurationId: record.configurationId,
      status: record.status,
      state: record.state,
      createdAt: record.createdAt,
      expiresAt: record.expiresAt,
      reason: record.reason ?? null,
    })),
    registrations: holdings.registrations,
    evidenceImages: holdings.evidenceImages,
    requests: holdings.requests.map((request) => {
      const isServed = request.requestId === requestId
      return publishedRequest(isServed ? { ...request, doneAt: now, outcome } : request, now)
    }),
    restrictedSince: holdings.restrictedSince ?? null,
  }
}

/** Asking for a copy leaves the record of that request, and makes nobody a person of whom something is held. */
function holdsNothing(holdings: SubjectHoldings): boolean {
  const { consents, issuances, credentials, registrations, evidenceImages, restrictedSince } = holdings
  const lists = [consents, issuances, credentials, registrations, evidenceImages]
  const others = holdings.requests.filter(({ kind }) => kind !== 'export')
  return [...lists, others].every((list) => list.length === 0) && restrictedSince === undefined
}

function timesOf({ id, givenAt, withdrawnAt, keptUntil }: ConsentRecord): object {
  return { id, givenAt, withdrawnAt: withdrawnAt ?? null, keptUntil }
}

/** The receipt in plain members; null when it does not verify, which is told to the person too. */
async function contentOf(
  { receipt }: ConsentRecord,
  expectedKeys: Parameters<typeof verifyConsentReceipt>[1]['expectedKeys'],
): Promise<object | null> {
  try {
    const { items, declined, givenBy, language, textVersion } = await verifyConsentReceipt(receipt, {
      expectedKeys,
    })
    return { items, declined, givenBy, language, textVersion }
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    return null
  }
}
