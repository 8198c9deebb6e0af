export { type LocalizedTexts, lookupLocale, lookupText } from './lib/languages/lookup-locale.ts'
export { type NttLanguage, nttLanguages } from './lib/languages/ntt-languages.ts'
