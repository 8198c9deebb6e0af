/** Life of an access token, in seconds: longer ones must be bound to their sender (OpenID4VCI 1.0 section 13.10). */
export const tokenLifeSeconds = 300
