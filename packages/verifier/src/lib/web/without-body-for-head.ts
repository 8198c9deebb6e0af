/**
 * Answers a HEAD as its GET, without the body: a stream that nobody reads would keep its place until the end of the
 * request that it tells of.
 *
 * @see RFC 9110 section 9.3.2
 */
export async function withoutBodyForHead(request: Request, response: Response): Promise<Response> {
  if (request.method !== 'HEAD' || response.body === null) return response
  await response.body.cancel()
  return new Response(null, { status: response.status, headers: response.headers })
}
