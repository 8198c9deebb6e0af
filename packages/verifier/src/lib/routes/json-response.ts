/** Answers JSON that no cache may keep. */
export function jsonResponse(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(value, {
    status,
    headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers },
  })
}

/** The error object of OAuth 2.0 (RFC 6749 section 5.2). The description is our own fixed text. */
export function errorResponse(status: number, error: string, description: string): Response {
  return jsonResponse({ error, error_description: description }, status)
}

/** Says that the method is not one of the route (RFC 9110 section 15.5.6). */
export function refusedMethod(): Response {
  return errorResponse(405, 'invalid_request', 'This method is not allowed here.')
}

/** Says that the service cannot answer now (RFC 9110 section 15.6.4). */
export function overloadedResponse(): Response {
  const response = errorResponse(503, 'temporarily_unavailable', 'Try again in a moment.')
  response.headers.set('retry-after', '1')
  return response
}
