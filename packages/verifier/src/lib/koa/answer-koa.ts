import type { ParameterizedContext } from 'koa'
import { bodyOf } from '../node/send-response.ts'

/** Answers with a web `Response` through Koa, so that the middleware around it still sees the answer. */
export function answerKoa(context: ParameterizedContext, response: Response): void {
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') context.set(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) context.append('set-cookie', cookies)
  const type = response.headers.get('content-type')
  context.body = bodyOf(response) ?? null
  context.status = response.status
  // Koa calls every stream a file of bytes unless it is told.
  if (type !== null) context.set('content-type', type)
}
