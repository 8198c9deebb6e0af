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
