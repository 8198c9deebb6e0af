import type { VerifiedCredential } from '@lontar/credentials'
import {
  cutClaims,
  type DcqlCredentialQuery,
  type DcqlMatchOptions,
  type DcqlQuery,
  matchCredential,
} from '@lontar/openid4vc/dcql'
import type { VerifiedClaims, VerifiedCredentials } from '../verified-claims.ts'
import type { Presented } from './verify-answers.ts'

/**
 * Cuts what was presented down to what the query asked for: the claims of the query, or of the first of its claim sets
 * that is there.
 *
 * @param presented the verified credentials by query id, that satisfy the query
 */
export function cutToQuery(
  { credentials }: DcqlQuery,
  presented: Presented,
  options: DcqlMatchOptions,
): VerifiedCredentials {
  return Object.fromEntries(
    credentials.flatMap((query) => {
      const answers = Object.hasOwn(presented, query.id) ? (presented[query.id] ?? []) : []
      return answers.length === 0 ? [] : [[query.id, answers.map((answer) => cut(query, answer, options))]]
    }),
  )
}

function cut(
  query: DcqlCredentialQuery,
  credential: VerifiedCredential,
  options: DcqlMatchOptions,
): VerifiedClaims {
  const paths = matchCredential(query, credential, options)?.claims ?? []
  return {
    types: credential.types,
    issuer: credential.issuer,
    format: credential.format,
    claims: cutClaims(credential.claims, paths, credential.issuedIndices),
  }
}
