import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Resvg } from '@resvg/resvg-js'

/** A picture in memory: four bytes a pixel, red, green, blue, alpha. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

const fonts = ['400Regular/Arimo_400Regular.ttf', '700Bold/Arimo_700Bold.ttf']

/** Draws an SVG with the font Arimo (OFL-1.1) and no other. */
export function rasterize(svg: string): Raster {
  const folder = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/arimo/package.json')))
  const fontFiles = fonts.map((file) => join(folder, file))
  const image = new Resvg(svg, { font: { fontFiles, loadSystemFonts: false } }).render()
  return { width: image.width, height: image.height, pixels: Uint8Array.from(image.pixels) }
}
