/** What an answer holds beside its body. */
export interface AnswerOptions {
  /** 200 by default. */
  readonly status?: number
  /** `application/json` by default. */
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Makes an answer. Nothing may be stored by a cache unless the headers say otherwise. */
export function answer(body: string, options: AnswerOptions = {}): Response {
  return new Response(body, {
    status: options.status ?? 200,
    headers: {
      'content-type': options.type ?? 'application/json',
      'cache-control': 'no-store',
      ...options.headers,
    },
  })
}

/** Makes a JSON answer; see `answer`. */
export function answerJson(value: object, options: AnswerOptions = {}): Response {
  return answer(JSON.stringify(value), options)
}
