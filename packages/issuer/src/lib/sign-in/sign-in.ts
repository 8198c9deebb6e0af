/** A browser that is to be signed in. */
export interface SignInVisit {
  /** What the browser sent; its body was read already. */
  readonly request: Request
  /** The fields of the form that it posted; empty when it comes for the first time. */
  readonly form: ReadonlyMap<string, string>
  /** The session: a secret that the form must post back in a field `session`. */
  readonly session: string
  /** The address that the form must post to. */
  readonly action: string
  /** Where the browser will be sent at the end; a Content Security Policy with `form-action` must allow it. */
  readonly redirectUri: string
  /** Who asks. */
  readonly clientId: string
  /** What is asked for. */
  readonly configurationIds: readonly string[]
  /** The name of the issuer. */
  readonly issuerName: string
  /** Whether what was entered last was wrong. */
  readonly wrong: boolean
}

/** What comes next: a page, the counter's two numbers to be checked, the offer of whom was recognised, or an end. */
export type SignInStep =
  | { readonly kind: 'page'; readonly response: Response }
  | { readonly kind: 'entered'; readonly registrationNumber: string; readonly oneTimeCode: string }
  | { readonly kind: 'recognised'; readonly issuanceId: string }
  | { readonly kind: 'declined' }

/**
 * How a holder signs in at the authorization endpoint. Whoever recognises holders in another way, such as by an
 * account, answers with the issuance that was offered to them with the grant `authorization_code`.
 */
export interface SignIn {
  /** Takes the next step with a browser. */
  visit(visit: SignInVisit): Promise<SignInStep>
}
