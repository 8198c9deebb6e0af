import type { LocalizedText } from '@lontar/credentials'
import type { HolderExplanation } from '../refusal/explain-to-holder.ts'

/** A request through the Digital Credentials API, as the guard offers it. */
export interface DcApiRequest {
  /** What `navigator.credentials.get` is given; the browser takes the first protocol that it knows. */
  readonly requests: readonly { readonly protocol: string; readonly data: unknown }[]
  /** Where the answer is posted; of the origin of the page. */
  readonly responseUrl: string
}

/** What an ask says to a holder, in both languages. */
export interface DescribedAsk {
  readonly purpose: LocalizedText
  /** The type of the credential; `null` for a type without a name. */
  readonly credential: LocalizedText | null
  readonly claims: readonly { readonly name: string; readonly label: LocalizedText }[]
  readonly legalBasis: LocalizedText
  /** 0 for an answer that is not kept. */
  readonly retentionDays: number
}

/** What the guard of a route tells the web component while a credential is required. */
export interface ElementRequest {
  readonly error: 'credential_required'
  /** For another device: what the QR code holds. */
  readonly requestUri: string
  /** For this device: where the link leads. */
  readonly sameDeviceUri: string
  /** When the request is over, as a time of the server's clock. */
  readonly expiresAt: string
  /** The same in seconds from now: the clock of a visitor's device may be wrong by any time. */
  readonly expiresInSeconds: number
  /** Who asks. */
  readonly name: string
  readonly ask: DescribedAsk
  readonly dcApi: DcApiRequest | null
}

/** What the guard of a route tells the web component once, when a credential was refused. */
export interface ElementRefusal extends HolderExplanation {
  readonly error: 'credential_refused'
}
