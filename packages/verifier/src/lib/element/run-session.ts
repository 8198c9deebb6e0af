import { askRoute } from './ask-route.ts'
import type { ElementView } from './element-view.ts'
import { watchRoute } from './watch-route.ts'

/** Runs one session from the request to its end, and shows each step. What counts is what the server says. */
export async function runSession(
  src: string,
  signal: AbortSignal,
  show: (view: ElementView) => void,
): Promise<void> {
  const showUnlessStopped = (view: ElementView): void => {
    if (!signal.aborted) show(view)
  }
  showUnlessStopped({ state: 'loading' })
  while (!signal.aborted) {
    const view = await askRoute(src, signal)
    showUnlessStopped(view)
    if (view.state !== 'pending') return
    const end = await watchRoute(src, view.endsAt, signal)
    // The route tells why it was refused.
    if (end === 'refused') continue
    if (end !== undefined) showUnlessStopped({ state: end === 'none' ? 'cookies' : end })
    return
  }
}
