/** The languages of the pages. */
export type PageLanguage = 'id' | 'en'

/** The language of a page, and the relative link to the same page in the other one. */
export interface LanguageChoice {
  readonly language: PageLanguage
  readonly otherLanguageHref: string
  /** The same page again. */
  readonly href: string
}

const parameter = 'lontar_lang'

/**
 * Chooses the language: what the switch of the page says, else the best of Accept-Language, else Indonesian. Links
 * are relative, so that they are right behind any proxy, and keep the other parameters.
 *
 * @see RFC 9110 section 12.5.4
 */
export function chooseLanguage(request: Request): LanguageChoice {
  const query = new URL(request.url).searchParams
  const asked = query.get(parameter)
  const language =
    asked === 'id' || asked === 'en' ? asked : preferred(request.headers.get('accept-language'))
  const href = `?${query}`
  query.set(parameter, language === 'id' ? 'en' : 'id')
  return { language, otherLanguageHref: `?${query}`, href }
}

function preferred(header: string | null): PageLanguage {
  const ranges = (header ?? '')
    .split(',')
    .map(readRange)
    .filter(({ language, quality }) => language !== undefined && quality > 0)
    .sort((one, other) => other.quality - one.quality)
  return ranges[0]?.language ?? 'id'
}

function readRange(range: string): { language: PageLanguage | undefined; quality: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((part) => part.startsWith('q='))?.slice(2)
  return {
    language: languageOf(tag.split('-', 1)[0]),
    quality: quality === undefined ? 1 : Number(quality) || 0,
  }
}

// `in` is how Java, and so some Android browsers, once named Indonesian.
function languageOf(tag: string | undefined): PageLanguage | undefined {
  if (tag === 'en') return 'en'
  return tag === 'id' || tag === 'in' ? 'id' : undefined
}
