import { type Html, html } from './html.ts'
import { type PageLanguage, type SignInWord, signInWords } from './sign-in-words.ts'

/** What the sign-in page shows. */
export interface SignInPageInput {
  readonly language: PageLanguage
  readonly issuerName: string
  readonly clientId: string
  /** The website or the scheme of the app to which the browser is sent afterwards. */
  readonly leadsTo: string
  /** The names of the credentials. */
  readonly credentials: readonly string[]
  readonly action: string
  readonly session: string
  readonly wrong: boolean
}

/**
 * Creates the page on which a holder enters what the counter handed out: one form, no script. The button for the other
 * language posts the same form, so that the session stands in no address.
 */
export function createSignInPage(input: SignInPageInput): Html {
  const { language, action, session } = input
  const other = language === 'id' ? 'en' : 'id'
  const word = (name: SignInWord) => signInWords[name][language]
  return html`<form method="post" action="${action}" autocomplete="off">
<input type="hidden" name="session" value="${session}">
<input type="hidden" name="shown" value="${language}">
<h1>${input.issuerName}: ${word('title')}</h1>
${input.wrong ? html`<p class="warn" role="alert">${word('wrong')}</p>` : ''}
<dl>
<dt>${word('asks')}</dt><dd>${input.clientId}</dd>
<dt>${word('leadsTo')}</dt><dd>${input.leadsTo}</dd>
<dt>${word('credential')}</dt><dd>${input.credentials.join(', ')}</dd>
</dl>
<p>${word('hint')}</p>
${numberField('registration_number', word('registrationNumber'))}
${numberField('one_time_code', word('oneTimeCode'))}
<button name="do" value="sign_in">${word('go')}</button>
<button class="plain" name="do" value="decline" formnovalidate>${word('decline')}</button>
<button class="language" name="language" value="${other}" lang="${other}" formnovalidate>${word('otherLanguage')}</button>
</form>`
}

function numberField(name: string, label: string): Html {
  return html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" inputmode="numeric" autocomplete="off" maxlength="24" required>`
}

/** Creates the page for a request that is over; it leads nowhere. */
export function createOverPage(language: PageLanguage): Html {
  return html`<h1>${signInWords.over[language]}</h1>
<p>${signInWords.beginAgain[language]}</p>`
}
