/** A picture in shades of grey. */
export interface GreyImage {
  /** In pixels. */
  readonly width: number
  /** In pixels. */
  readonly height: number
  /** One byte a pixel, 0 is black, row by row from the top. */
  readonly values: Uint8Array
}

/** A part of a picture, in pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Cuts a part out; what lies outside of the picture is left out. */
export function cropGrey(image: GreyImage, box: Box): GreyImage {
  const left = Math.min(image.width - 1, Math.max(0, Math.round(box.left)))
  const top = Math.min(image.height - 1, Math.max(0, Math.round(box.top)))
  const width = Math.max(1, Math.min(image.width - left, Math.round(box.width)))
  const height = Math.max(1, Math.min(image.height - top, Math.round(box.height)))
  const values = new Uint8Array(width * height)
  for (let row = 0; row < height; row += 1) {
    const from = (top + row) * image.width + left
    values.set(image.values.subarray(from, from + width), row * width)
  }
  return { width, height, values }
}

/** Adds a white rim: an engine reads no letter that touches the edge. */
export function padGrey(image: GreyImage, rim: number, value = 255): GreyImage {
  const [width, height] = [image.width + 2 * rim, image.height + 2 * rim]
  const values = new Uint8Array(width * height).fill(value)
  for (let row = 0; row < image.height; row += 1) {
    values.set(image.values.subarray(row * image.width, (row + 1) * image.width), (row + rim) * width + rim)
  }
  return { width, height, values }
}

/** Changes the size, by the mean of what falls on a pixel, or between neighbours where it grows. */
export function resizeGrey(image: GreyImage, width: number, height: number): GreyImage {
  const values = new Uint8Array(width * height)
  const [stepX, stepY] = [image.width / width, image.height / height]
  const [samplesX, samplesY] = [Math.max(1, Math.ceil(stepX)), Math.max(1, Math.ceil(stepY))]
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      let sum = 0
      for (let sample = 0; sample < samplesX * samplesY; sample += 1) {
        const x = (column + ((sample % samplesX) + 0.5) / samplesX) * stepX - 0.5
        const y = (row + (Math.floor(sample / samplesX) + 0.5) / samplesY) * stepY - 0.5
        sum += greyAt(image, x, y)
      }
      values[row * width + column] = Math.round(sum / (samplesX * samplesY))
    }
  }
  return { width, height, values }
}

/** The value between the four pixels around a point; outside, that of the nearest pixel. */
export function greyAt({ width, height, values }: GreyImage, x: number, y: number): number {
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)))
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)))
  const right = Math.min(width - 1, left + 1)
  const bottom = Math.min(height - 1, top + 1)
  const [fx, fy] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))]
  const upper = (values[top * width + left] ?? 0) * (1 - fx) + (values[top * width + right] ?? 0) * fx
  const lower = (values[bottom * width + left] ?? 0) * (1 - fx) + (values[bottom * width + right] ?? 0) * fx
  return upper * (1 - fy) + lower * fy
}

/** The value that splits the histogram into two groups that differ most (Otsu 1979). */
export function otsuThreshold(values: Uint8Array): number {
  const histogram = new Float64Array(256)
  for (const value of values) histogram[value] = (histogram[value] ?? 0) + 1
  let total = 0
  for (const [value, count] of histogram.entries()) total += value * count
  let [best, threshold, below, sumBelow] = [-1, 128, 0, 0]
  for (let value = 0; value < 255; value += 1) {
    below += histogram[value] ?? 0
    sumBelow += value * (histogram[value] ?? 0)
    const above = values.length - below
    if (below === 0 || above === 0) continue
    const between = below * above * (sumBelow / below - (total - sumBelow) / above) ** 2
    if (between > best) [best, threshold] = [between, value]
  }
  return threshold
}
