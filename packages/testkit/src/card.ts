export { createKtpFile } from './lib/card/create-ktp-file.ts'
export {
  type CardCondition,
  cardConditions,
  type RenderedTraits,
  renderKtpCard,
} from './lib/card/render-ktp-card.ts'
export { renderMrz } from './lib/card/render-mrz.ts'
export { type OtherPicture, renderOtherPicture } from './lib/card/render-other-picture.ts'
