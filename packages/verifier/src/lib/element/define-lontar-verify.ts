import { createLontarVerifyClass, type LontarVerifyElement } from './lontar-verify-element.ts'

declare global {
  interface HTMLElementTagNameMap {
    'lontar-verify': LontarVerifyElement
  }
}

/**
 * Defines the element `<lontar-verify>`, once, in a browser; elsewhere, as where a page is rendered on a server, it does
 * nothing.
 *
 * @example
 * import { defineLontarVerify } from '@lontar/verifier/element'
 * defineLontarVerify()
 */
export function defineLontarVerify(): void {
  if (typeof customElements === 'undefined' || customElements.get('lontar-verify') !== undefined) return
  customElements.define('lontar-verify', createLontarVerifyClass())
}
