import { describe, expect, it } from 'vitest'
import { maria } from '../../../fixtures/cards.ts'
import { consentFor } from '../../../fixtures/consents.ts'
import { realRegistry, simulator } from '../../../fixtures/registries.ts'
import type { ConsentItemId } from '../consent/consent-item.ts'
import type { RegistryAnswer, RegistryQuery } from '../registry/population-registry.ts'
import { recheckKtp } from './recheck-ktp.ts'

const covering: readonly ConsentItemId[] = ['identity', 'registry', 'registry_recheck']

async function scene(agreed = covering, answer: Partial<RegistryAnswer> = {}) {
  const asked: RegistryQuery[] = []
  const registry = realRegistry(async (query) => {
    asked.push(query)
    return { ...(await simulator().verifyElements(query)), ...answer }
  })
  const consent = await consentFor(maria, agreed)
  return { asked, recheck: () => recheckKtp({ ktp: maria, registry, ...consent }), ...consent }
}

describe('recheckKtp', () => {
  it('says that nothing has changed, and asks under the consent for that purpose', async () => {
    const { recheck, asked, consentRef } = await scene()
    expect(await recheck()).toMatchObject({ finding: 'unchanged', denied: [] })
    expect(asked).toMatchObject([{ nik: maria.nik, consentRef, purpose: 'status_recheck' }])
  })

  it.each([
    ['dead', 'dead'],
    ['duplicate', 'duplicate'],
    ['inactive', 'inactive'],
    ['not_found', 'not_found'],
    ['bad_format', 'not_found'],
    ['unavailable', 'unavailable'],
  ] as const)('takes a person that is %s for %s', async (state, finding) => {
    const { recheck } = await scene(covering, { state, fields: {} })
    expect(await recheck()).toMatchObject({ finding, denied: [] })
  })

  it('names the elements that are denied, and no value', async () => {
    const match = { match: true }
    const names = ['name', 'birthplace', 'birthdate', 'sex', 'regency', 'citizenship']
    const fields = { ...Object.fromEntries(names.map((name) => [name, match])), province: { match: false } }
    const { recheck } = await scene(covering, { fields })
    const found = await recheck()
    expect(found).toMatchObject({ finding: 'changed', denied: ['province'] })
    expect(JSON.stringify(found)).not.toMatch(/MARIA|1990|5371/)
  })

  it('asks nothing where the consent was to the registration alone, or was withdrawn', async () => {
    const { recheck, asked } = await scene(['identity', 'registry'])
    await expect(recheck()).rejects.toMatchObject({ code: 'consent_missing' })
    expect(asked).toEqual([])
    const withdrawn = await scene()
    const record = await withdrawn.consents.records.find(withdrawn.consentRef)
    const find = async () => record && { ...record, withdrawnAt: new Date() }
    const consents = { ...withdrawn.consents, records: { ...withdrawn.consents.records, find } }
    const { consentRef } = withdrawn
    const again = recheckKtp({ ktp: maria, registry: realRegistry(), consents, consentRef })
    await expect(again).rejects.toMatchObject({ code: 'consent_withdrawn' })
  })
})
