import type { LocalizedText } from '@lontar/credentials'

/** A text in Indonesian and English, and in whatever other languages somebody who speaks them wrote it. */
export type LocalizedTexts = LocalizedText & { readonly [locale: string]: string }

/**
 * Looks up the locale that fits a person best. Each range is shortened from its end until a locale has its name; letter
 * case does not count. `mqy-ID` finds `mqy`, and where nobody wrote Manggarai, the default.
 *
 * @param ranges BCP 47 language ranges, the best first, such as those of a browser; `*` fits nothing by itself
 * @param locales what there is, such as the locales of the displays of a type
 * @param defaultLocale what is taken when no range fits; `id` by default
 * @returns one of `locales` as written there, or `defaultLocale`
 * @see RFC 4647 section 3.4
 */
export function lookupLocale(
  ranges: readonly string[],
  locales: readonly string[],
  defaultLocale = 'id',
): string {
  for (const range of ranges) {
    for (const shorter of shorten(range.toLowerCase())) {
      const found = locales.find((locale) => locale.toLowerCase() === shorter)
      if (found !== undefined) return found
    }
  }
  return defaultLocale
}

/**
 * Looks up a text for a person, in Indonesian where no language of the person has one.
 *
 * @param text Indonesian, English, and other languages by their tags
 * @param ranges BCP 47 language ranges, the best first
 * @see RFC 4647 section 3.4
 */
export function lookupText(text: LocalizedTexts | LocalizedText, ranges: readonly string[]): string {
  const texts = new Map(Object.entries(text))
  return texts.get(lookupLocale(ranges, [...texts.keys()])) ?? text.id
}

/** The range, then itself without its last subtag, and so on; a single letter goes with what it introduces. */
function shorten(range: string): readonly string[] {
  const shorter: string[] = []
  const subtags = range.split('-')
  // What no range holds cannot be shortened into one either.
  if (subtags.length > 16) return []
  for (; subtags.length > 0; subtags.pop()) {
    if (subtags.at(-1)?.length === 1) continue
    shorter.push(subtags.join('-'))
  }
  return shorter
}
