import { createDidResolver } from '@lontar/credentials/did'
import { LontarError, NetworkError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { parseJson } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { readVector, readVectorText, vectorsAbsent } from '../support/public-vectors.ts'

interface Scenario {
  readonly scenario: string
  readonly must_reject: boolean
  readonly parse_only?: boolean
  readonly logs_by: readonly string[]
  readonly resolve: readonly {
    readonly did?: string
    readonly result?: string
    readonly versionNumber?: number
  }[]
}

interface ResolutionResult {
  readonly didDocument: { readonly id: string } | null
  readonly didDocumentMetadata: { readonly deactivated?: boolean }
}

const now = new Date('2026-11-01T00:00:00Z')
const folder = 'vectors/did-webvh'
const scenarios = vectorsAbsent ? [] : readVector<readonly Scenario[]>(`${folder}/scenarios.json`)

const cases = scenarios.flatMap((scenario) =>
  scenario.logs_by.map((by) => ({ ...scenario, by, path: `${folder}/${scenario.scenario}/${by}` })),
)

function resolverOf(path: string) {
  const fetch: GuardedFetch = async (url) => {
    const text = readVectorText(`${path}/${url.split('/').at(-1)}`)
    const status = text === undefined ? 404 : 200
    return { status, headers: new Headers(), text: () => text ?? '', json: () => parseJson(text ?? '') }
  }
  return createDidResolver({ fetch, now: () => now })
}

function didOf(path: string): string {
  const lines = (readVectorText(`${path}/did.jsonl`) ?? '').trim().split('\n')
  return (JSON.parse(lines.at(-1) ?? '{}') as { state: { id: string } }).state.id
}

/** The implementations write `#files` and `#whois` each in another way, and Lontar does not add them. */
function withoutImpliedServices(document: object): object {
  const { service = [], ...rest } = JSON.parse(JSON.stringify(document)) as { service?: { id: string }[] }
  const written = service.filter(({ id }) => !/#(?:files|whois)$/.test(id))
  return { ...rest, service: written }
}

describe.skipIf(vectorsAbsent)('public vectors: did:webvh', () => {
  // The specification has a change of witnesses approved by those before the change: a new list "becomes active after
  // the publication of its entry". In these logs one of two approved it, though the threshold was two.
  const unwitnessed = cases.filter(({ scenario, by }) => scenario === 'witness-update' && by !== 'rust')
  const right = cases.filter((each) => !each.must_reject && !unwitnessed.includes(each))
  test.each(unwitnessed)(
    '$scenario by $by lacks the approval of a former witness, and is refused',
    async ({ path }) => {
      await expect(resolverOf(path)(didOf(path))).rejects.toMatchObject({ code: 'did_log_invalid' })
    },
  )

  test.each(right)('$scenario by $by gives the expected document', async ({ path, resolve }) => {
    const file = resolve.find(({ versionNumber }) => versionNumber === undefined)?.result ?? ''
    const { didDocument, didDocumentMetadata } = readVector<ResolutionResult>(`${path}/${file}`)
    const resolved = resolverOf(path)(didOf(path))
    if (didDocument === null || didDocumentMetadata.deactivated === true) {
      await expect(resolved).rejects.toMatchObject({ code: 'did_deactivated' })
      return
    }
    expect(withoutImpliedServices(await resolved)).toEqual(withoutImpliedServices(didDocument))
  })

  const wrong = cases.filter(({ must_reject }) => must_reject)
  test.each(wrong)('$scenario by $by is refused', async ({ path }) => {
    const error: unknown = await resolverOf(path)(didOf(path)).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(LontarError)
    expect(error).not.toBeInstanceOf(NetworkError)
  })

  const spellings = scenarios.filter(({ parse_only }) => parse_only).flatMap(({ resolve }) => resolve)
  test.each(spellings)('$did is refused before anything is fetched', async ({ did = '' }) => {
    const fetched: string[] = []
    const fetch: GuardedFetch = async (url) => {
      fetched.push(url)
      throw new NetworkError('network_unreachable', 'Nobody answers.')
    }
    await expect(createDidResolver({ fetch, now: () => now })(did)).rejects.toMatchObject({
      code: 'did_malformed',
    })
    expect(fetched).toEqual([])
  })

  test('all scenarios of the suite are there', () => {
    expect([scenarios.length, right.length, wrong.length, spellings.length]).toEqual([29, 60, 11, 9])
  })
})
