import { invalidArgument } from '@lontar/credentials/errors'
import { createLocalSigner, generatePrivateJwk, type PrivateJwk, type Signer } from '@lontar/credentials/jose'
import type { OfficerAccount, OfficerRole } from './officer-account.ts'

/** An officer who can sign here. */
export interface Officer {
  /** What others know of the officer. */
  readonly account: OfficerAccount
  /** The officer's own key. */
  readonly signer: Signer
}

/** What `createOfficer` needs. */
export interface CreateOfficerInput {
  /** 1 to 64 of `a-z`, `0-9`, `.`, `_` and `-`, beginning with a letter or digit. */
  readonly id: string
  /** The name that colleagues see: 1 to 100 characters without control characters. */
  readonly name: string
  /** What the officer may do. */
  readonly role: OfficerRole
  /** The officer's key; a new one on Ed25519 by default, which lives as long as the process. */
  readonly privateJwk?: PrivateJwk
}

/** True for an id that an officer may have. */
export function isOfficerId(value: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(value)
}

/**
 * Makes an officer with a key.
 *
 * @returns the account, enabled, and what signs for it
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for an id or a name that an officer may not have
 * @throws MalformedError `jwk_malformed` for a key that cannot sign
 */
export async function createOfficer(input: CreateOfficerInput): Promise<Officer> {
  const { id, name, role, privateJwk = await generatePrivateJwk('Ed25519') } = input
  if (!isOfficerId(id)) throw invalidArgument('id must be 1 to 64 of a-z, 0-9, ".", "_" and "-".')
  if (!/^[^\p{Cc}\p{Cf}]{1,100}$/u.test(name)) throw invalidArgument('name must have 1 to 100 characters.')
  const signer = await createLocalSigner(privateJwk)
  const account: OfficerAccount = { id, name, role, status: 'enabled', publicJwk: signer.publicJwk }
  return Object.freeze({ account, signer })
}
