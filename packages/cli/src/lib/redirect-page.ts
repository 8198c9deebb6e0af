import type { LocalizedText } from '@lontar/credentials'

/** What a browser that came back can be told. */
export type RedirectOutcome = 'done' | 'failed' | 'foreign' | 'busy' | 'unknown'

const pages: Readonly<Record<RedirectOutcome, LocalizedText & { readonly status: number }>> = {
  done: {
    status: 200,
    id: 'Selesai. Jendela ini boleh ditutup.',
    en: 'Done. This window may be closed.',
  },
  failed: {
    status: 400,
    id: 'Tidak berhasil. Alasannya ada di terminal.',
    en: 'It did not work. The terminal says why.',
  },
  foreign: {
    status: 400,
    id: 'Alamat ini bukan dari proses masuk yang sedang ditunggu.',
    en: 'This address is not of the sign-in that is waited for.',
  },
  busy: { status: 409, id: 'Sedang diproses.', en: 'It is being worked on.' },
  unknown: { status: 404, id: 'Tidak ada apa-apa di sini.', en: 'There is nothing here.' },
}

/** A page in both languages for the browser, which says nothing of what it brought. */
export function redirectPage(outcome: RedirectOutcome): Response {
  const { status, id, en } = pages[outcome]
  const body = `<!doctype html>
<html lang="id">
<meta charset="utf-8">
<title>lontar wallet</title>
<p>${id}</p>
<p lang="en">${en}</p>
</html>
`
  return new Response(body, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    },
  })
}
