/** The newest value for each origin. */
export interface NewestByOrigin {
  readonly get: (url: string) => string | undefined
  readonly set: (url: string, value: string) => void
}

const maxOrigins = 16

/** Remembers the newest value of each of the last 16 origins that gave one. */
export function createNewestByOrigin(): NewestByOrigin {
  const values = new Map<string, string>()
  return {
    get: (url) => values.get(originOf(url)),
    set: (url, value) => {
      const origin = originOf(url)
      values.delete(origin)
      values.set(origin, value)
      const [oldest] = values.keys()
      if (values.size > maxOrigins && oldest !== undefined) values.delete(oldest)
    },
  }
}

function originOf(url: string): string {
  return URL.parse(url)?.origin ?? ''
}
