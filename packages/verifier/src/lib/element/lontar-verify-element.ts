import type { LocalizedText } from '@lontar/credentials'
import type { PageLanguage } from '../page/choose-language.ts'
import { createNode } from './create-node.ts'
import type { DcApiRequest } from './element-request.ts'
import { elementStyle } from './element-style.ts'
import type { ElementState, ElementView } from './element-view.ts'
import { elementWords } from './element-words.ts'
import { presentByDcApi } from './present-by-dc-api.ts'
import { headingId } from './render-heading.ts'
import { noticeOf, renderNotice } from './render-notice.ts'
import { renderRequest } from './render-request.ts'
import { runSession } from './run-session.ts'

/**
 * The element `<lontar-verify>`: it asks the visitor for the credential that a guarded route requires, and tells the
 * page how that ended, by the events `lontar-accepted`, `lontar-refused` (its `detail` is a `LontarRefusedDetail`) and
 * `lontar-expired`, which bubble and leave shadow trees. An event opens nothing: what opens the route is the session
 * that the server knows.
 */
export interface LontarVerifyElement extends HTMLElement {
  /** The guarded route, of the page's own origin. A new one begins a new session. */
  src: string
  /** How it stands. */
  readonly state: ElementState
  /** Begins anew, as the button does that is shown after an end. */
  restart(): void
}

/** The `detail` of the event `lontar-refused`. */
export interface LontarRefusedDetail {
  /** Why, in words for the holder, in both languages. */
  readonly reason: LocalizedText
}

/** Creates the class of the element; there is no `HTMLElement` outside a browser. */
export function createLontarVerifyClass(): new () => LontarVerifyElement {
  return class LontarVerify extends HTMLElement implements LontarVerifyElement {
    static readonly observedAttributes = ['src', 'lang']
    readonly #section = createNode('section', { 'aria-labelledby': headingId, part: 'card' })
    /** Kept through all that is rendered, or a screen reader does not speak what changes in it. */
    readonly #status = createNode('p', { role: 'status' })
    readonly #shadow = this.attachShadow({ mode: 'open' })
    #view: ElementView = { state: 'loading' }
    #running = new AbortController()
    /** While the browser asks its visitor; one question at a time. */
    #asking: AbortController | undefined
    #clock: ReturnType<typeof setInterval> | undefined
    #hasStarted = false

    constructor() {
      super()
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(elementStyle)
      this.#shadow.adoptedStyleSheets = [sheet]
      this.#shadow.append(this.#section)
    }

    get src(): string {
      return this.getAttribute('src') ?? ''
    }

    set src(src: string) {
      this.setAttribute('src', src)
    }

    get state(): ElementState {
      return this.#view.state
    }

    connectedCallback(): void {
      this.#hasStarted = true
      this.restart()
    }

    disconnectedCallback(): void {
      this.#hasStarted = false
      this.#stop()
    }

    attributeChangedCallback(name: string, before: string | null, now: string | null): void {
      // An element that a page had before its definition hears of its attributes first, and is connected already.
      if (!this.#hasStarted || before === now) return
      if (name === 'src') this.restart()
      else this.#render()
    }

    restart(): void {
      this.#stop()
      this.#running = new AbortController()
      const src = ownOrigin(this.src)
      if (src === undefined) this.#show({ state: 'failed' })
      else void runSession(src, this.#running.signal, (view) => this.#show(view))
    }

    #stop(): void {
      this.#running.abort()
      this.#asking?.abort()
      clearInterval(this.#clock)
    }

    #show(view: ElementView): void {
      this.#view = view
      // What another way has ended, nobody need be asked any more.
      if (view.state !== 'pending') this.#asking?.abort()
      this.#render()
      if (view.state === 'accepted' || view.state === 'expired') this.#tell(`lontar-${view.state}`, null)
      if (view.state === 'refused') this.#tell('lontar-refused', { reason: view.reason })
    }

    #tell(name: string, detail: LontarRefusedDetail | null): void {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
    }

    #render(): void {
      const language = languageOf(this)
      const hadFocus = this.#shadow.activeElement !== null
      clearInterval(this.#clock)
      this.#section.lang = language
      this.#section.dataset['state'] = this.#view.state
      this.#section.replaceChildren(...this.#nodes(language), this.#status)
      this.#status.textContent = statusOf(this.#view, language)
      if (hadFocus) this.#shadow.getElementById(headingId)?.focus()
      if (this.#view.state === 'pending') this.#startClock(this.#view.endsAt)
    }

    #nodes(language: PageLanguage): readonly Node[] {
      if (this.#view.state !== 'pending') {
        return renderNotice(noticeOf(this.#view), language, () => this.restart())
      }
      const presentByBrowser = (dcApi: DcApiRequest): void => void this.#presentByBrowser(dcApi)
      return renderRequest(this.#view.request, language, { presentByBrowser })
    }

    /** How that ended is told by the server, as with every other way. */
    async #presentByBrowser(dcApi: DcApiRequest): Promise<void> {
      if (this.#asking !== undefined) return
      const asking = new AbortController()
      this.#asking = asking
      const isSent = await presentByDcApi(dcApi, asking.signal)
      this.#asking = undefined
      if (isSent || asking.signal.aborted) return
      this.#status.textContent = elementWords.nothingGiven[languageOf(this)]
    }

    #startClock(endsAt: number): void {
      const clock = this.#section.querySelector('[role=timer]')
      const show = (): void => {
        const left = Math.max(0, Math.round((endsAt - Date.now()) / 1000))
        if (clock !== null) {
          clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
        }
        if (left === 60) this.#status.textContent = elementWords.minutesLeft[languageOf(this)]
      }
      show()
      this.#clock = setInterval(show, 1000)
    }
  }
}

/** The session is in a cookie of the page's own origin, and no other origin is asked for anything. */
function ownOrigin(src: string): string | undefined {
  if (src === '' || !URL.canParse(src, document.baseURI)) return undefined
  const { origin, href } = new URL(src, document.baseURI)
  return origin === location.origin ? href : undefined
}

/** What the element says of itself, or what is around it; Indonesian by default. */
function languageOf(element: Element): PageLanguage {
  const language = element.closest('[lang]')?.getAttribute('lang') ?? ''
  return /^en\b/i.test(language) ? 'en' : 'id'
}

function statusOf(view: ElementView, language: PageLanguage): string {
  if (view.state === 'pending') return elementWords.waiting[language]
  const { title, notes } = noticeOf(view)
  // Only the title has no full stop of its own.
  const [heading, ...rest] = [title, ...notes].map((text) => text[language])
  return rest.length === 0 ? `${heading}` : `${heading}. ${rest.join(' ')}`
}
