import type { RandomBytes } from '@lontar/credentials/jose'
import { credentialTypes, parseConfigurationId } from '@lontar/documents/credential-types'
import { drawSecret } from '../draw-secret.ts'
import { redirectSourceOf } from '../redirect-source.ts'
import { pageResponse } from './page-response.ts'
import type { SignIn, SignInStep, SignInVisit } from './sign-in.ts'
import { createSignInPage } from './sign-in-page.ts'
import { type PageLanguage, pageLanguage, signInWords } from './sign-in-words.ts'

/**
 * Creates the default sign-in: a page in Indonesian and English that asks for the registration number and the one-time
 * code of the counter.
 */
export function createCounterSignIn(randomBytes: RandomBytes): SignIn {
  return Object.freeze({
    visit: async (visit: SignInVisit): Promise<SignInStep> => {
      const { form } = visit
      if (form.get('do') === 'decline') return { kind: 'declined' }
      if (form.get('do') !== 'sign_in' || visit.wrong) return showPage(visit, randomBytes)
      return {
        kind: 'entered',
        registrationNumber: digitsOf(form.get('registration_number')),
        oneTimeCode: digitsOf(form.get('one_time_code')),
      }
    },
  })
}

function showPage(visit: SignInVisit, randomBytes: RandomBytes): SignInStep {
  const { request, form, redirectUri, issuerName, configurationIds } = visit
  const language = pageLanguage(request, form.get('language') ?? form.get('shown'))
  const credentials = namesOf(configurationIds, language)
  const leadsTo = redirectSourceOf(redirectUri) ?? ''
  const page = createSignInPage({ ...visit, language, credentials, leadsTo })
  const title = `${issuerName}: ${signInWords.title[language]}`
  const nonce = drawSecret(randomBytes, 16)
  return { kind: 'page', response: pageResponse(page, { status: 200, language, title, nonce, redirectUri }) }
}

/** People copy numbers with the spaces and hyphens that make them easier to read. */
function digitsOf(text = ''): string {
  return text.replace(/[\s-]/g, '')
}

function namesOf(configurationIds: readonly string[], language: PageLanguage): readonly string[] {
  const typeIds = configurationIds.map((id) => parseConfigurationId(id)?.typeId)
  return Object.values(credentialTypes)
    .filter(({ id }) => typeIds.includes(id))
    .map(({ display }) => display.name[language])
}
