import type { ErrorCode } from '@lontar/credentials/errors'
import { LontarError, MalformedError, VerificationError } from '@lontar/credentials/errors'

/** What cannot be read as what a chip holds; `part` names it and never what stands in it. */
export function malformedChip(part: string): MalformedError {
  return new MalformedError('chip_malformed', `The chip's ${part} cannot be read.`)
}

/** The refusals of a chip that name no part of it. */
export function refusedChip(code: ErrorCode, message: string, cause?: unknown): VerificationError {
  return new VerificationError(code, message, { cause })
}

const codes: Readonly<Partial<Record<ErrorCode, readonly [ErrorCode, string]>>> = {
  certificate_untrusted: ['chip_root_unknown', 'The signer of the chip leads to no certificate of the list.'],
  certificate_expired: ['chip_signer_expired', 'The certificate that signed the chip has expired.'],
  certificate_revoked: ['chip_signer_revoked', 'The certificate that signed the chip is revoked.'],
  certificate_revocation_unknown: [
    'chip_revocation_unknown',
    'No current revocation list covers the signer of the chip.',
  ],
}

/** What is said of an algorithm is said of the chip as a whole, whoever uses it. */
const ofAlgorithms: readonly ErrorCode[] = ['chip_algorithm_unsupported', 'chip_digest_refused']

/** Says of a chip what `verifyCertificate` said of its signer. */
export function signerError(error: unknown): unknown {
  if (!(error instanceof LontarError) || ofAlgorithms.includes(error.code)) return error
  const [code, message] = codes[error.code] ?? [
    'chip_signer_invalid',
    'The certificate that signed the chip is not valid.',
  ]
  return refusedChip(code, message, error)
}
