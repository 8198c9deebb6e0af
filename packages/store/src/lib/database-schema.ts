import type { Generated } from 'kysely'

/** The rows of the database. Instants are milliseconds since 1970; sealed columns are ciphertext. */
export interface DatabaseSchema {
  readonly vault: VaultTable
  readonly offers: OffersTable
  readonly tokens: TokensTable
  readonly authorizations: AuthorizationsTable
  readonly refresh_tokens: RefreshTokensTable
  readonly nonces: NoncesTable
  readonly deferred: DeferredTable
  readonly notifications: NotificationsTable
  readonly used_proofs: UsedProofsTable
  readonly server_nonces: ServerNoncesTable
  readonly status_lists: StatusListsTable
  readonly status_places: StatusPlacesTable
  readonly credentials: CredentialsTable
  readonly transactions: TransactionsTable
  readonly receipts: ReceiptsTable
  readonly events: EventsTable
  readonly consents: ConsentsTable
  readonly proofings: ProofingsTable
  readonly subject_requests: SubjectRequestsTable
  readonly restrictions: RestrictionsTable
  readonly evidence_images: EvidenceImagesTable
  readonly registrations: RegistrationsTable
  readonly service_credentials: ServiceCredentialsTable
  readonly registry: RegistryTable
  readonly keys: KeysTable
  readonly officers: OfficersTable
  readonly officer_decisions: OfficerDecisionsTable
  readonly agent_keys: AgentKeysTable
  readonly agent_identifiers: AgentIdentifiersTable
}

/** How the passphrase opens the data key. One row. */
export interface VaultTable {
  readonly id: 1
  readonly kdf: string
  readonly salt: Uint8Array
  readonly cost: number
  readonly block_size: number
  readonly parallelization: number
  /** Sealed data key, bound to everything above. */
  readonly wrapped_key: Uint8Array
  readonly created_at: number
}

/** `open` until redeemed; `dead` after too many wrong codes or when its time is over. */
export type OfferState = 'open' | 'redeemed' | 'dead'

/** One row per offer, until long after its end; what names a person is gone once it is not needed. */
export interface OffersTable {
  readonly issuance_id: string
  readonly code_hash: string
  readonly state: OfferState
  readonly tx_code_mac: Uint8Array | null
  readonly tx_code_tries: number
  readonly configuration_ids: string
  readonly copies: number
  readonly created_at: number
  readonly expires_at: number
  /** Sealed: it holds the pre-authorized code. */
  readonly credential_offer: Uint8Array | null
  /** Sealed. */
  readonly identity: Uint8Array | null
  readonly identity_jti: string
  /** Of the number by which the holder signs in; null once that is over. */
  readonly registration_mac: Uint8Array | null
  readonly one_time_code_mac: Uint8Array | null
  readonly issuer_state_hash: string | null
  /** The first issuance of the row of renewals that this one belongs to. */
  readonly renews: string | null
  readonly approval: 'immediate' | 'deferred'
  /** Of the first issuance of a row of renewals: the latest end of what was given under any of them. */
  readonly ends_at: Generated<number>
}

/** Issuances that wait for an officer, or for their wallet. */
export interface DeferredTable {
  readonly number: Generated<number>
  readonly deferred_id: string
  readonly transaction_hash: string
  readonly issuance_id: string
  readonly configuration_id: string
  readonly count: number
  /** A JSON array. */
  readonly key_thumbprints: string
  /** Sealed: whom it is for. Null once delivered or denied. */
  readonly content: Uint8Array | null
  readonly state: 'pending' | 'approved' | 'denied' | 'delivering' | 'delivered'
  readonly reason: string | null
  readonly created_at: number
  readonly expires_at: number
  readonly changed_at: number
}

/** Deliveries by the hash of their `notification_id`, and what their wallets said. */
export interface NotificationsTable {
  readonly notification_hash: string
  readonly issuance_id: string
  /** A JSON array. */
  readonly credential_ids: string
  readonly event: 'credential_accepted' | 'credential_failure' | 'credential_deleted' | null
  readonly created_at: number
  readonly expires_at: number
}

/** Live access tokens by their hash. */
export interface TokensTable {
  readonly token_hash: string
  readonly issuance_id: string
  readonly expires_at: number
  /** The `client_id` of the token request; null in an anonymous flow. */
  readonly client_id: string | null
  /** A JSON array; null for all that the offer holds. */
  readonly configuration_ids: string | null
  /** A JSON object; null when none came with the token. */
  readonly credential_identifiers: string | null
  /** The `cnf.jkt`: the key to which the token is bound; null for a bearer token. */
  readonly dpop_thumbprint: string | null
}

/** Authorizations on their way, each by the hash of the one secret that moves it on. */
export interface AuthorizationsTable {
  readonly authorization_id: string
  /** Of the `request_uri` while `pushed`, of the session while `signing_in`, of the code once `granted`. */
  readonly secret_hash: string
  readonly state: 'pushed' | 'signing_in' | 'granted'
  readonly client_id: string
  /** Sealed. */
  readonly request: Uint8Array
  readonly tries: number
  /** Whether the code was used. */
  readonly used: Generated<0 | 1>
  readonly issuance_id: string | null
  /** A JSON array. */
  readonly configuration_ids: string | null
  readonly expires_at: number
}

/** Refresh tokens by their hash. */
export interface RefreshTokensTable {
  readonly token_hash: string
  readonly family_id: string
  readonly issuance_id: string
  readonly client_id: string | null
  readonly dpop_thumbprint: string | null
  /** A JSON array. */
  readonly configuration_ids: string
  readonly identifiers_given: 0 | 1
  readonly copies: number
  /** A JWE under a key that only the token holds; empty once the token was used. */
  readonly identity: string
  readonly expires_at: number
  /** From when on it opens its own issuance alone. */
  readonly renewable_until: number
}

/** Unused nonces by their hash. */
export interface NoncesTable {
  readonly nonce_hash: string
  readonly expires_at: number
}

/** Proofs of possession that were used, by the hash of their `jti`. */
export interface UsedProofsTable {
  readonly jti_hash: string
  readonly expires_at: number
}

/** Nonces for proofs of possession by their hash; they serve until their end. */
export interface ServerNoncesTable {
  readonly nonce_hash: string
  readonly expires_at: number
}

/** Status lists; `used` counts the places given out. */
export interface StatusListsTable {
  readonly number: Generated<number>
  readonly status_list_id: string
  readonly size: number
  readonly used: number
  readonly published_at: number | null
}

/** Places that were given out, once and for ever. `status` is the value on the list. */
export interface StatusPlacesTable {
  readonly status_list_id: string
  readonly status_index: number
  readonly status: number
}

/** What stays known of a credential. */
export interface CredentialsTable {
  readonly number: Generated<number>
  readonly credential_id: string
  readonly issuance_id: string
  readonly configuration_id: string
  readonly key_thumbprint: string
  readonly status_list_id: string
  readonly status_index: number
  /** Empty once the credential was issued: with what a verifier saw, the rest could be guessed from it. */
  readonly payload_digest: string
  readonly key_id: string
  readonly state: 'intended' | 'issued' | 'abandoned'
  readonly reason: string | null
  readonly created_at: number
  readonly expires_at: number
  readonly changed_at: number
}

/** A verifier's requests and their outcomes. */
export interface TransactionsTable {
  readonly transaction_id: string
  readonly request_id: string
  readonly state: string
  readonly nonce: string
  readonly ask: string
  readonly dcql_query: string
  /** Sealed; null in a request of before version 9. */
  readonly details: Uint8Array | null
  readonly created_at: number
  readonly expires_at: number
  readonly outcome: 'accepted' | 'refused' | null
  readonly checks: string | null
  /** Sealed. */
  readonly claims: Uint8Array | null
  readonly decided_at: number | null
}

/** What a verifier asked for and how it ended, without a claim value. */
export interface ReceiptsTable {
  readonly transaction_id: string
  /** JSON. */
  readonly receipt: string
  readonly decided_at: number
  readonly kept_until: number
}

/** What a webhook is to be told, until it was. */
export interface EventsTable {
  readonly event_id: string
  /** JSON. */
  readonly event: string
  readonly created_at: number
  readonly next_at: number
  readonly attempts: number
}

/** Consents, each with its receipt. */
export interface ConsentsTable {
  readonly consent_id: string
  /** The keyed MAC of a document, base64url; null until the document was read. */
  readonly subject: string | null
  /** Sealed: a signed receipt. */
  readonly receipt: Uint8Array
  readonly given_at: number
  readonly withdrawn_at: number | null
  readonly kept_until: number
}

/** Which evidence came from which consent: the only way from a person to an issuance. */
export interface ProofingsTable {
  readonly identity_jti: string
  readonly consent_id: string
  readonly subject: string
  readonly decided_at: number
}

/** What persons asked for by their rights, with the clock that runs. */
export interface SubjectRequestsTable {
  readonly number: Generated<number>
  readonly request_id: string
  readonly subject: string
  readonly kind: 'export' | 'correct' | 'erase' | 'restrict' | 'withdraw'
  readonly opened_at: number
  readonly due_at: number
  readonly done_at: number | null
  /** How it ended, in words without personal data. */
  readonly outcome: string | null
  /** Null while it is open. */
  readonly kept_until: number | null
}

/** Persons for whom nothing may be processed. */
export interface RestrictionsTable {
  readonly subject: string
  readonly since: number
}

/** Images that wait for an officer, or for an applicant to go on. */
export interface EvidenceImagesTable {
  readonly consent_id: string
  readonly kind: string
  /** Sealed. */
  readonly content: Uint8Array
  readonly kept_until: number
}

/** Registrations between their steps. */
export interface RegistrationsTable {
  readonly registration_id: string
  readonly token_digest: string
  readonly state: 'started' | 'read' | 'unanswered' | 'review' | 'accepted' | 'refused'
  readonly revision: number
  readonly busy_until: number | null
  readonly label: string | null
  readonly consent_id: string
  /** Sealed; null once it was erased. */
  readonly content: Uint8Array | null
  readonly content_until: number
  readonly created_at: number
  readonly expires_at: number
}

/** By what the services that are asked know the installation. */
export interface ServiceCredentialsTable {
  readonly service: string
  /** Sealed. */
  readonly credentials: Uint8Array
  readonly changed_at: number
}

/** The population register's records by keyed MAC of the NIK. */
export interface RegistryTable {
  readonly nik_mac: Uint8Array
  /** Sealed. */
  readonly record: Uint8Array
  readonly changed_at: number
}

/** Signing keys by purpose. */
export interface KeysTable {
  readonly purpose: string
  /** Sealed. */
  readonly private_jwk: Uint8Array
  readonly created_at: number
}

/** Accounts of officers. */
export interface OfficersTable {
  readonly officer_id: string
  /** Sealed. */
  readonly name: Uint8Array
  readonly role: 'registrar' | 'supervisor' | 'administrator'
  readonly status: 'enabled' | 'disabled'
  /** JSON. */
  readonly public_jwk: string
  readonly key_thumbprint: string
  /** Sealed, and under it encrypted by the officer's own passphrase; null when it is held elsewhere, or erased. */
  readonly private_jwk: Uint8Array | null
  readonly created_at: number
  readonly disabled_at: number | null
}

/** What officers decided, as they signed it: it names cases and no applicant. */
export interface OfficerDecisionsTable {
  readonly jti: string
  readonly case_id: string
  readonly officer_id: string
  /** A compact JWS. */
  readonly decision: string
  readonly decided_at: number
}

/** Keys of an agent by the name that it gave them. */
export interface AgentKeysTable {
  readonly kid: string
  /** JSON. */
  readonly public_jwk: string
  /** Sealed. */
  readonly private_jwk: Uint8Array
  readonly created_at: number
}

/** DIDs of an agent. */
export interface AgentIdentifiersTable {
  readonly did: string
  /** Sealed: an alias may be a person's name. */
  readonly identifier: Uint8Array
  readonly created_at: number
}
