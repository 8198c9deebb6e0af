export { defineLontarVerify } from './lib/element/register.ts'
