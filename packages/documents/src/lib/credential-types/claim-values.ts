import type { JsonValue } from '@lontar/credentials'

/** Claim values by dotted names; `undefined` where the document does not give the claim. */
export type ClaimValues = Readonly<Record<string, JsonValue | undefined>>
