import { describe, expect, it } from 'vitest'
import { controller } from '../../../fixtures/consents.ts'
import { retentionPeriods } from '../retention/retention-periods.ts'
import { consentItemIds } from './consent-item.ts'
import { consentTexts, consentTextVersion } from './consent-texts.ts'
import { createConsentText } from './create-consent-text.ts'

const whole = (language: 'id' | 'en') => createConsentText({ controller, items: consentItemIds, language })

describe('the text of a consent', () => {
  it('tells of each item what article 21 lists, in both languages', async () => {
    for (const language of ['id', 'en'] as const) {
      const { items, rights, period, contact, lines } = await whole(language)
      expect(items.map(({ id }) => id)).toEqual(consentItemIds)
      for (const item of items) {
        for (const part of [item.purpose, item.dataTypes, item.relevance, item.retention, item.legalBasis]) {
          expect(part).not.toBe('')
          expect(lines.join('\n')).toContain(part)
        }
      }
      for (const part of [...rights, period, contact]) expect(lines.join('\n')).toContain(part)
      expect(contact).toContain(controller.dataProtectionOfficer)
    }
  })

  it('differs in every sentence between the languages', async () => {
    const [id, en] = [await whole('id'), await whole('en')]
    expect(id.lines).toHaveLength(en.lines.length)
    for (const [index, line] of id.lines.entries()) expect(line).not.toBe(en.lines[index])
  })

  it('keeps face and blood type apart as specific data, and chooses nothing beforehand (articles 4 and 22)', async () => {
    const { items } = await whole('en')
    expect(items.filter(({ specific }) => specific).map(({ id }) => id)).toEqual(['face', 'blood_type'])
    expect(items.filter(({ optional }) => optional).map(({ id }) => id)).toEqual([
      'registry_recheck',
      'face',
      'blood_type',
    ])
    expect(items.map(({ preselected }) => preselected)).toEqual(items.map(() => false))
  })

  it('shows what is asked for alone, in its order', async () => {
    const items = ['registry', 'identity', 'registry'] as const
    const text = await createConsentText({ controller, items, language: 'id' })
    expect(text.items.map(({ id }) => id)).toEqual(['identity', 'registry'])
    expect(text.lines.join('\n')).not.toContain('Swafoto')
  })

  it('promises the periods that the code keeps to', () => {
    const said = JSON.stringify(consentTexts[consentTextVersion])
    const { evidenceReviewDays, consentReceiptDays, subjectRequestHours } = retentionPeriods
    expect(said).toContain(`at most ${evidenceReviewDays} days`)
    expect(said).toContain(`paling lama ${evidenceReviewDays} hari`)
    expect(said).toContain(`for ${consentReceiptDays} days`)
    expect(said).toContain(`disimpan ${consentReceiptDays} hari`)
    expect(said).toContain(`within ${subjectRequestHours} hours`)
    expect(said).toContain(`dalam ${subjectRequestHours} jam`)
  })

  it('of a version that was shown never changes: new words are a new version', async () => {
    expect([(await whole('id')).digest, (await whole('en')).digest]).toMatchInlineSnapshot(`
      [
        "RW9PNXtXTNkYJmifoDQJ24ir_XbO5qywdL1GyXUbrew",
        "4FCEvDHoFOI50ERnePf5rsaiegdXAVXx_-rlY11up5E",
      ]
    `)
    const first = consentItemIds.filter((id) => id !== 'registry_recheck')
    const before = (language: 'id' | 'en') =>
      createConsentText({ controller, items: first, language, version: '2026-11' })
    expect([(await before('id')).digest, (await before('en')).digest]).toMatchInlineSnapshot(`
      [
        "Drwp_kwYi2i_fyTsxTHtIP_2lblp-pjwqmn3suzR4PE",
        "knP45yOVtL59rGMFgBsAC8P3eTObv4uOSrOndonjWHk",
      ]
    `)
  })

  it.each([
    ['no item', { items: [] }],
    ['an unknown version', { version: '2020-01' }],
    ['an item that the version does not have', { version: '2026-11' }],
    ['a version that is no version', { version: 'constructor' }],
    ['a controller without a contact', { controller: { ...controller, dataProtectionOfficer: '' } }],
    ['a controller of two lines', { controller: { ...controller, name: 'Dinas\nContoh' } }],
  ])('is not written for %s', async (_, change) => {
    const input = { controller, items: consentItemIds, language: 'id' as const, ...change }
    await expect(createConsentText(input)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
  })
})
