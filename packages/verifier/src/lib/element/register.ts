import { defineLontarVerify } from './define-lontar-verify.ts'

export { defineLontarVerify } from './define-lontar-verify.ts'

// Loading this module is the wish to have the element.
defineLontarVerify()
