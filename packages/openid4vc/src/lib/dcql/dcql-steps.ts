import { frozen, type VerificationStep } from '@lontar/credentials/verdict-step'

const query = { stage: 'query', code: 'dcql_not_satisfied', kind: 'verification' } as const

export const dcqlKnownQuery: VerificationStep = frozen({
  ...query,
  id: 'dcql.known-query',
  spec: 'OpenID4VP 1.0 section 8.1',
  rule: 'A response must answer queries that were sent, and no other.',
})

export const dcqlOneCredential: VerificationStep = frozen({
  ...query,
  id: 'dcql.one-credential',
  spec: 'OpenID4VP 1.0 sections 6.1 and 8.1',
  rule: 'A query must be answered by one credential, or by several where it says multiple.',
})

export const dcqlFormat: VerificationStep = frozen({
  ...query,
  id: 'dcql.format',
  spec: 'OpenID4VP 1.0 sections 6.1 and 8.6',
  rule: 'A credential must be in the format of its query.',
})

export const dcqlType: VerificationStep = frozen({
  ...query,
  id: 'dcql.type',
  spec: 'OpenID4VP 1.0 section 8.6, appendices B.1.1 and B.3.5',
  rule: 'A credential must be of a type that its query names.',
})

export const dcqlAuthority: VerificationStep = frozen({
  ...query,
  id: 'dcql.authority',
  spec: 'OpenID4VP 1.0 section 6.1.1',
  rule: 'A credential must come from an issuer that one of the trusted authorities of its query certified.',
})

export const dcqlHolderKey: VerificationStep = frozen({
  ...query,
  id: 'dcql.holder-key',
  spec: 'OpenID4VP 1.0 section 6.1, appendix B.3',
  rule: 'A credential must name a holder key, unless its query waives holder binding.',
})

export const dcqlClaims: VerificationStep = frozen({
  ...query,
  id: 'dcql.claims',
  spec: 'OpenID4VP 1.0 sections 6.3, 6.4.1 and 14.11',
  rule: 'A credential must show every claim of its query, or of one of its claim sets, with the values that are named.',
})

export const dcqlOptionsComplete: VerificationStep = frozen({
  ...query,
  id: 'dcql.options-complete',
  spec: 'OpenID4VP 1.0 sections 6.4.2 and 8.6',
  rule: 'A response must answer one option of each required set, at most one of each other, and nothing else.',
})

/** What a verifier makes sure of again when its query is answered, in the order in which it looks. */
export const dcqlSteps: readonly VerificationStep[] = frozen([
  dcqlKnownQuery,
  dcqlOneCredential,
  dcqlFormat,
  dcqlType,
  dcqlAuthority,
  dcqlHolderKey,
  dcqlClaims,
  dcqlOptionsComplete,
])
