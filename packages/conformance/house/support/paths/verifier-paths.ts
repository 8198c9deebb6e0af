import { createAuthorizationResponse } from '@lontar/openid4vc/openid4vp'
import { answer, present } from '../../../attacks/support/present.ts'
import { type HeldCredential, hotel, openRooms, type Rooms } from '../../../attacks/support/rooms.ts'
import type { FailurePath } from '../failure-path.ts'
import { mark, marked, markedCard, type Search } from '../marks.ts'

/** Everything that a verifier may refuse, at its endpoints, in its results and to the hook. */
export async function verifierPaths(search: Search): Promise<readonly FailurePath[]> {
  const rooms = await openRooms({ card: markedCard })
  const [held] = await rooms.collect('ktp_vc+sd-jwt')
  search.add((held as HeldCredential).text)
  return [
    ...responsePaths(rooms, held as HeldCredential, search),
    ...revocationPaths(search),
    ...visitPaths(rooms),
  ]
}

function responsePaths(rooms: Rooms, held: HeldCredential, search: Search): readonly FailurePath[] {
  const shown = (
    title: string,
    code: FailurePath['code'],
    change: (text: string) => string,
    nonce?: string,
  ): FailurePath => ({
    title: `a presentation ${title}`,
    code,
    run: async () => {
      const { object, transactionId } = await rooms.request()
      const { clientId } = object
      const text = await present(held, { clientId, nonce: nonce ?? object.nonce }, rooms.clock.now)
      search.add(text, object.nonce, object.state ?? '')
      const said = await rooms.respond(answer(object, held, change(text)))
      return { body: await said.text(), ...(await rooms.verifier.result(transactionId)), heard: rooms.errors }
    },
  })
  const posted = (title: string, code: number, body: (state: string) => string): FailurePath => ({
    title: `a response ${title}`,
    code,
    run: async () => {
      const { object } = await rooms.request()
      return rooms.respond(body(object.state ?? ''))
    },
  })
  return [
    shown('to another request', 'key_binding_nonce_mismatch', (text) => text, `${mark}-of-another-request`),
    shown('without its key binding', 'key_binding_missing', (text) =>
      text.slice(0, text.lastIndexOf('~') + 1),
    ),
    shown('with less than was asked', 'key_binding_hash_mismatch', (text) => text.replace(/~[^~]+~/, '~')),
    shown('that is a name', 'jws_malformed', () => marked.name),
    posted('of an unknown state', 400, () =>
      createAuthorizationResponse({ vpToken: { [mark]: [mark] }, state: mark.repeat(3) }),
    ),
    posted('of a query that was not sent', 400, (state) =>
      createAuthorizationResponse({ vpToken: { [mark]: [mark] }, state }),
    ),
    posted('that is JSON', 400, () => JSON.stringify(marked)),
    posted('with a token cut off', 400, (state) => `state=${state}&vp_token={"${mark}`),
    posted('with a state twice', 400, (state) => `state=${state}&state=${mark}&vp_token={}`),
  ]
}

/** A credential that was good once: its status says no, or says nothing. */
function revocationPaths(search: Search): readonly FailurePath[] {
  const later = (
    title: string,
    code: FailurePath['code'],
    change: (rooms: Rooms, id: string) => unknown,
  ): FailurePath => ({
    title: `a credential ${title}`,
    code,
    run: async () => {
      const rooms = await openRooms({ card: markedCard })
      const [held] = (await rooms.collect('ktp_dc+sd-jwt')) as [HeldCredential]
      search.add(held.text)
      const [record] = await rooms.issuer.credentials()
      await change(rooms, record?.credentialId ?? '')
      const { object, transactionId } = await rooms.request()
      await rooms.respond(answer(object, held, await present(held, object, rooms.clock.now)))
      return { ...(await rooms.verifier.result(transactionId)), heard: rooms.errors }
    },
  })
  return [
    later('that was revoked', 'status_invalid', ({ issuer }, id) => issuer.revoke(id, 'lost')),
    later('that was suspended', 'status_suspended', ({ issuer }, id) => issuer.suspend(id)),
    later('of an issuer that is silent', 'status_list_unreachable', ({ network }) =>
      network.serve('https://issuer.example', async () => new Response(marked.name, { status: 500 })),
    ),
  ]
}

function visitPaths({ verifier }: Rooms): readonly FailurePath[] {
  const visit = (path: string, code: number, headers: Record<string, string> = {}): FailurePath => ({
    title: `a visit to ${path}`,
    code,
    run: () => verifier.fetch(new Request(`${verifier.url}${path}`, { headers })),
  })
  return [
    visit(`/${mark}?nik=${marked.nik}`, 404),
    visit(`/request/${mark}`, 404),
    visit(`/result/${mark}`, 404, { authorization: `Bearer ${mark}`, cookie: `lontar=${mark}` }),
    {
      title: 'the result of an unknown transaction',
      code: 'transaction_unknown',
      run: () => verifier.result(mark),
    },
    {
      title: 'a guarded route under an unknown transaction',
      code: 401,
      run: async () => {
        const headers = {
          'lontar-transaction': mark,
          accept: 'application/json',
          authorization: `Bearer ${mark}`,
        }
        const guarded = await verifier.require(hotel)(
          new Request(`${verifier.url}/rooms?nik=${marked.nik}`, { headers }),
        )
        return 'response' in guarded ? guarded.response : guarded
      },
    },
  ]
}
