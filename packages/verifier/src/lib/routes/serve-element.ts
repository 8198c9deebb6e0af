/**
 * Serves the script of `<lontar-verify>`, for a site that bundles none: one module without imports, which defines the
 * element. It is asked for again after an hour, so that a new version of the verifier comes through.
 */
export async function serveElement(): Promise<Response> {
  // Most calls are for something else, and a bundle of a verifier can leave the script in a file of its own.
  const { elementScript } = await import('../element/element-script.ts')
  return new Response(elementScript, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
    },
  })
}
