import type { LocalizedText } from '@lontar/credentials'
import type { ElementRequest } from './element-request.ts'

/** What the web component shows. */
export type ElementView =
  | { readonly state: 'loading' | 'accepted' | 'expired' | 'failed' | 'cookies' | 'elsewhere' }
  | { readonly state: 'pending'; readonly request: ElementRequest; readonly endsAt: number }
  | {
      readonly state: 'refused'
      readonly reason: LocalizedText
      /** What the holder can do. */
      readonly remedy: LocalizedText | undefined
    }

/**
 * How the web component stands. `failed`: the route did not answer; `cookies`: the browser keeps none;
 * `elsewhere`: a wallet opened a browser in which the request did not begin.
 */
export type ElementState = ElementView['state']
