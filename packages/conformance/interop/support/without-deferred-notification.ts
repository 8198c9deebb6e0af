/**
 * A fetch that leaves the `notification_id` out of deferred deliveries.
 *
 * `@openid4vc/openid4vci` 0.4.6, and Credo with it, refuses a Deferred Credential Response that has `credentials` and a
 * `notification_id`: the condition in its schema is the wrong way round ("MUST NOT be defined when 'credentials' is not
 * defined"). OpenID4VCI 1.0 section 9.2 allows both, as section 8.3 does.
 */
export const fetchWithoutDeferredNotification: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  const url = new URL(input instanceof Request ? input.url : input)
  if (!url.pathname.endsWith('/deferred') || response.status !== 200) return response
  const { notification_id: _, ...rest } = (await response.json()) as Record<string, unknown>
  return Response.json(rest, { headers: { 'cache-control': 'no-store' } })
}
