export { defineLontarVerify } from './lib/element/define-lontar-verify.ts'
export type { ElementState } from './lib/element/element-view.ts'
export type { LontarRefusedDetail, LontarVerifyElement } from './lib/element/lontar-verify-element.ts'
