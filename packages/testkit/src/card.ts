export { createKtpFile } from './lib/card/create-ktp-file.ts'
export {
  type CardCondition,
  cardConditions,
  type RenderedTraits,
  renderKtpCard,
} from './lib/card/render-ktp-card.ts'
