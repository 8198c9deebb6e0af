import type { CertificateLimits } from './parse-x509-certificate.ts'
import type { X509Certificate } from './x509-certificate.ts'

/** How many certificates a chain may have. */
export const maxCertificates = 6

/**
 * Of the chain together, and of each root: what is under a root may be made to be expensive too. Of the values a usual
 * certificate holds about 75.
 */
export const limits: CertificateLimits = { maxBytes: 16_384, maxNames: 48, maxValues: 640 }

/** What the limits leave after some certificates of a chain. */
export function limitsAfter(chain: readonly X509Certificate[]): CertificateLimits {
  return {
    maxBytes: chain.reduce((bytes, { der }) => bytes - der.length, limits.maxBytes),
    maxNames: chain.reduce((names, { nameCount }) => names - nameCount, limits.maxNames),
    maxValues: chain.reduce((values, { valueCount }) => values - valueCount, limits.maxValues),
  }
}
