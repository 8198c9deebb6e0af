import { runInNewContext } from 'node:vm'
import { createAuthorizationResponse, createFragmentResponseUrl } from '@lontar/openid4vc/openid4vp'
import { describe, expect, it } from 'vitest'
import { openScene, type Scene } from '../fixtures/scene.ts'
import { fragmentScript } from '../page/fragment-script.ts'

const openFragment = (): Promise<Scene> => openScene({ responseMode: 'fragment' })

/** The address that a wallet gives to the browser. */
async function answerUrl(scene: Scene, nonce?: string) {
  const { object, transactionId } = await scene.request()
  const mischief = nonce === undefined ? {} : { nonce }
  const body = await scene.holder.present(object, await scene.credential(), scene.now, mischief)
  return { url: createFragmentResponseUrl(object.responseUri, body), object, transactionId }
}

/** Opens an address as a browser would: loads the page without the fragment and runs its script. */
async function browse(scene: Scene, address: string) {
  const url = new URL(address)
  const bare = address.slice(0, address.indexOf('#'))
  const page = await scene.verifier.fetch(new Request(bare))
  const said: string[] = []
  let posted: Promise<Response> | undefined
  const history: string[] = []
  runInNewContext(fragmentScript, {
    location: { hash: url.hash, pathname: url.pathname, search: url.search },
    history: { replaceState: (_state: null, _title: string, to: string) => history.push(to) },
    document: { querySelector: (name: string) => ({ removeAttribute: () => said.push(name) }) },
    fetch: (path: string, init: RequestInit) => {
      posted = scene.verifier.fetch(new Request(new URL(path, url), init))
      return posted
    },
  })
  await posted
  return { page, said, history }
}

describe('an answer by the browser', () => {
  it('is asked for with a redirect_uri at the verifier', async () => {
    const { object } = await (await openFragment()).request()
    expect(object).toMatchObject({
      responseMode: 'fragment',
      responseUri: 'https://hotel.example/lontar/response',
    })
    expect(object).not.toHaveProperty('responseEncryption')
  })

  it('is posted by the page, accepted, and gone from the address', async () => {
    const scene = await openFragment()
    const { url, transactionId } = await answerUrl(scene)
    const { page, said, history } = await browse(scene, url)
    expect(page.status).toBe(200)
    expect(said).toEqual(['[data-taken]'])
    expect(history).toEqual(['/lontar/response'])
    expect((await scene.verifier.result(transactionId)).claims).toEqual({
      name: 'MARIA CONTOH',
      'age_equal_or_over.18': true,
    })
  })

  it('is judged like any other', async () => {
    const scene = await openFragment()
    const { url, transactionId } = await answerUrl(scene, 'a-nonce-of-another-request')
    expect((await browse(scene, url)).said).toEqual(['[data-refused]'])
    expect((await scene.verifier.result(transactionId)).state).toBe('refused')
  })

  it('of an unknown state is refused, and a page without an answer posts nothing', async () => {
    const scene = await openFragment()
    const body = createAuthorizationResponse({ vpToken: { vc: ['x'] }, state: 'unknown' })
    const address = `${scene.verifier.url}/response`
    expect((await browse(scene, `${address}#${body}`)).said).toEqual(['[data-refused]'])
    expect((await browse(scene, `${address}#`)).said).toEqual([])
    expect(scene.errors).toHaveLength(1)
  })

  it('comes to a page that loads nothing, is kept by no cache and stands in no frame', async () => {
    const scene = await openFragment()
    const { headers, ...page } = await scene.verifier
      .fetch(new Request(`${scene.verifier.url}/response`))
      .then(async (response) => ({ headers: response.headers, text: await response.text() }))
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.has('set-cookie')).toBe(false)
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
    expect(page.text).toContain(`<script nonce="${nonce}" type="module">${fragmentScript}`)
  })
})

it.each(['direct_post', 'direct_post.jwt'] as const)(
  'with %s there is no such page',
  async (responseMode) => {
    const scene = await openScene({ responseMode })
    expect((await scene.verifier.fetch(new Request(`${scene.verifier.url}/response`))).status).toBe(405)
  },
)
