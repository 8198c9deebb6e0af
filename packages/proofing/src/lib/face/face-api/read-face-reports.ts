import type { FaceLandmarks, Point } from './head-angles.ts'

/** One face in a picture. */
export interface FaceReport {
  /** 128 numbers that are near those of another picture of the same face. Biometric data: never kept. */
  readonly descriptor: readonly number[]
  readonly landmarks: FaceLandmarks
  /** Left, top, width and height, in pixels of the picture as it was looked at. */
  readonly box: readonly [number, number, number, number]
}

function isNumbers(value: unknown, length: number): value is readonly number[] {
  return Array.isArray(value) && value.length === length && value.every(Number.isFinite)
}

/** Reads what the thread reports; `undefined` for anything else. */
export function readFaceReports(value: unknown): readonly FaceReport[] | undefined {
  if (!Array.isArray(value)) return undefined
  const faces = value.map(readFace)
  return faces.every((face) => face !== undefined) ? faces : undefined
}

function readFace(value: unknown): FaceReport | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { descriptor, points, box }: { descriptor?: unknown; points?: unknown; box?: unknown } = value
  const landmarks = readLandmarks(points)
  if (!isNumbers(descriptor, 128) || !isNumbers(box, 4) || landmarks === undefined) return undefined
  const [left = 0, top = 0, width = 0, height = 0] = box
  return { descriptor, landmarks, box: [left, top, width, height] }
}

/** The 68 landmarks: 0 to 16 along the jaw, 30 the tip of the nose, 36 to 41 and 42 to 47 the eyes. */
function readLandmarks(value: unknown): FaceLandmarks | undefined {
  if (!Array.isArray(value) || value.length !== 68) return undefined
  const points = value.map(readPoint)
  if (!points.every((point) => point !== undefined)) return undefined
  const [rightEar, chin, leftEar, noseTip] = [points[0], points[8], points[16], points[30]]
  const rightEye = middleOf(points.slice(36, 42))
  const leftEye = middleOf(points.slice(42, 48))
  return rightEar && chin && leftEar && noseTip && { rightEar, chin, leftEar, noseTip, rightEye, leftEye }
}

function readPoint(value: unknown): Point | undefined {
  if (!isNumbers(value, 2)) return undefined
  const [x = 0, y = 0] = value
  return { x, y }
}

function middleOf(points: readonly Point[]): Point {
  const sum = (coordinate: keyof Point) => points.reduce((total, point) => total + point[coordinate], 0)
  return { x: sum('x') / points.length, y: sum('y') / points.length }
}
