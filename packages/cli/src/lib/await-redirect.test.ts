import { VerificationError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { awaitRedirect, type RedirectOptions } from './await-redirect.ts'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'

/** Waits, while a browser goes to addresses beside the one that it was given. */
function waitFor(
  paths: readonly string[],
  take: RedirectOptions<string>['take'],
  { timeoutSeconds = 60, stopSignal = new AbortController().signal, begun = () => {} } = {},
) {
  const pages: Promise<Response>[] = []
  const result = awaitRedirect(memoryInvocation(memoryEnvironment({ stopSignal })), {
    timeoutSeconds,
    begin: async (redirectUri) => {
      for (const path of paths) {
        const page = fetch(new URL(path, redirectUri))
        pages.push(page)
        await page.catch(() => undefined)
      }
      setTimeout(begun, 0)
    },
    take,
  })
  return { result, statuses: async () => Promise.all(pages.map(async (page) => (await page).status)) }
}

describe('a browser that comes back', () => {
  it('is heard once, at the one path, with the whole address', async () => {
    const taken: string[] = []
    const paths = ['/', '/callback/x?code=a', '/callback?code=a&state=s', '/callback?code=b']
    const { result, statuses } = waitFor(paths, async (address) => {
      taken.push(address)
      return 'taken'
    })
    expect(await result).toBe('taken')
    expect(await statuses()).toEqual([404, 404, 200, 409])
    expect(taken).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback\?code=a&state=s$/)])
  })

  it('is waited for when somebody else came, and told nothing of what it brought', async () => {
    const foreign = new VerificationError('oauth_response_mismatch', 'Not of this session.')
    const { result, statuses } = waitFor(['/callback?state=x', '/callback?state=s'], async (address) => {
      if (address.endsWith('x')) throw foreign
      return address
    })
    expect(await result).toMatch(/state=s$/)
    expect(await statuses()).toEqual([400, 200])
  })

  it('ends the waiting when what it brought is refused', async () => {
    const refused = new VerificationError('issuer_untrusted', 'No.')
    const { result, statuses } = waitFor(['/callback?state=MARKED'], async () => {
      throw refused
    })
    await expect(result).rejects.toBe(refused)
    expect(await statuses()).toEqual([400])
  })
})

describe('a browser that does not come', () => {
  const never = async (): Promise<string> => 'never'
  it('is given up after a time', async () => {
    const { result } = waitFor([], never, { timeoutSeconds: 0.05 })
    await expect(result).rejects.toMatchObject({
      code: 'sign_in_unfinished',
      why: { id: 'tidak ada peramban yang kembali dari penerbit' },
    })
  })

  it('is given up when the process is asked to stop, also before', async () => {
    const stop = new AbortController()
    const { result } = waitFor([], never, { stopSignal: stop.signal, begun: () => stop.abort() })
    await expect(result).rejects.toMatchObject({ code: 'sign_in_unfinished' })
    const before = waitFor([], never, { stopSignal: AbortSignal.abort() })
    await expect(before.result).rejects.toMatchObject({ code: 'sign_in_unfinished' })
  })
})
