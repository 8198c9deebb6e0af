import type { Draw } from './draw.ts'
import type { Raster } from './raster.ts'
import type { Point } from './scene.ts'

/** Multiplies each pixel by the light there, in place. */
export function lightUp({ width, height, pixels }: Raster, lightAt: (point: Point) => number): void {
  for (let at = 0; at < width * height; at += 1) {
    const light = lightAt({ x: (at % width) / width, y: Math.floor(at / width) / height })
    for (let channel = 0; channel < 3; channel += 1) {
      pixels[at * 4 + channel] = clamped((pixels[at * 4 + channel] ?? 0) * light)
    }
  }
}

/** Mixes in white, in place: 0 leaves a pixel, 1 whitens it. */
export function dazzle({ width, height, pixels }: Raster, whiteAt: (point: Point) => number): void {
  for (let at = 0; at < width * height; at += 1) {
    const white = whiteAt({ x: at % width, y: Math.floor(at / width) })
    if (white <= 0) continue
    for (let channel = 0; channel < 3; channel += 1) {
      const value = pixels[at * 4 + channel] ?? 0
      pixels[at * 4 + channel] = clamped(value + (255 - value) * white)
    }
  }
}

/** Blurs as a lens does that is a little out of focus, with a Gaussian of so many pixels. */
export function blurred(raster: Raster, sigma: number): Raster {
  const radius = Math.ceil(sigma * 2.5)
  const weights = Array.from({ length: 2 * radius + 1 }, (_, index) =>
    Math.exp(-((index - radius) ** 2) / (2 * sigma ** 2)),
  )
  return pass(pass(raster, weights, 1, 0), weights, 0, 1)
}

function pass(
  { width, height, pixels }: Raster,
  weights: readonly number[],
  stepX: number,
  stepY: number,
): Raster {
  const radius = (weights.length - 1) / 2
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const out = Uint8Array.from(pixels)
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)]
    for (let channel = 0; channel < 3; channel += 1) {
      let sum = 0
      for (const [index, weight] of weights.entries()) {
        const column = Math.min(width - 1, Math.max(0, x + (index - radius) * stepX))
        const row = Math.min(height - 1, Math.max(0, y + (index - radius) * stepY))
        sum += (pixels[(row * width + column) * 4 + channel] ?? 0) * weight
      }
      out[at * 4 + channel] = clamped(sum / total)
    }
  }
  return { width, height, pixels: out }
}

/** Adds the noise of a sensor, in place. */
export function addNoise({ pixels }: Raster, strength: number, draw: Draw): void {
  for (let at = 0; at < pixels.length; at += 4) {
    const grain = (draw.unit() + draw.unit() + draw.unit() - 1.5) * 2 * strength
    for (let channel = 0; channel < 3; channel += 1) {
      const own = (draw.unit() - 0.5) * strength
      pixels[at + channel] = clamped((pixels[at + channel] ?? 0) + grain + own)
    }
  }
}

function clamped(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)))
}
