/** A stroke through these points: x from 0 (left) to 10, y from 0 (top) to 16. */
export type Stroke = readonly (readonly [number, number])[]

/** Width of the pen, in the same units. */
export const penWidth = 2.5

/**
 * The middle lines of the ten digits of OCR-A (ANSI X3.17, ISO 1073-1), drawn here by hand on a coarse grid. A digit is
 * told by its shape, so that they need not be exact; they are no font.
 */
export const ocrAStrokes: Readonly<Record<string, readonly Stroke[]>> = {
  '0': [
    [
      [0, 0],
      [10, 0],
      [10, 16],
      [0, 16],
      [0, 0],
    ],
  ],
  '1': [
    [
      [0, 0],
      [5, 0],
      [5, 16],
    ],
    [
      [0, 16],
      [10, 16],
      [10, 10],
    ],
  ],
  '2': [
    [
      [0, 0],
      [10, 0],
      [10, 8],
      [0, 8],
      [0, 16],
      [10, 16],
    ],
  ],
  '3': [
    [
      [0, 0],
      [10, 0],
      [10, 16],
      [0, 16],
    ],
    [
      [3, 8],
      [10, 8],
    ],
  ],
  '4': [
    [
      [0, 0],
      [0, 10],
      [10, 10],
    ],
    [
      [7.5, 2],
      [7.5, 16],
    ],
  ],
  '5': [
    [
      [10, 0],
      [2.5, 0],
      [2.5, 8],
      [10, 8],
      [10, 16],
      [4, 16],
      [0, 14],
    ],
  ],
  '6': [
    [
      [0, 0],
      [1, 0],
    ],
    [
      [0, 0],
      [0, 16],
      [10, 16],
      [10, 10],
      [0, 10],
    ],
  ],
  '7': [
    [
      [0, 2],
      [0, 0],
      [10, 0],
      [10, 5],
      [5, 10],
      [5, 16],
    ],
  ],
  '8': [
    [
      [2.5, 8],
      [2.5, 0],
      [7.5, 0],
      [7.5, 8],
    ],
    [
      [0, 8],
      [10, 8],
      [10, 16],
      [0, 16],
      [0, 8],
    ],
  ],
  '9': [
    [
      [10, 6.5],
      [0, 6.5],
      [0, 0],
      [10, 0],
      [10, 16],
      [9, 16],
    ],
  ],
}
