import type { Signer } from '@lontar/credentials'

/** How this wallet proves to issuers which software it is: its provider vouches for the instance. */
export interface WalletClientAttestation {
  /** The `client_id`: the `sub` of the attestation, the same for every instance. */
  readonly clientId: string
  /** The key of this instance, which the attestation names in `cnf`. */
  readonly signer: Signer
  /**
   * Gives the attestation that the wallet provider signed.
   *
   * @param fresh true when an issuer wants one made just now (`use_fresh_attestation`).
   */
  attest(fresh: boolean): Promise<string>
}
