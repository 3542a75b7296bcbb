// Paths as people type them and as terminals type them for a dropped file.
import { describe, expect, it } from 'vitest'
import { typedPath } from '../../../src/system/terminal/typed-path.ts'

describe('a path that is typed or dropped', () => {
  it.each([
    ['qr.png', 'qr.png'],
    ['  /home/anna/Képek/kép 1.png ', '/home/anna/Képek/kép 1.png'],
    ["'/home/anna/Képek/kép 1.png' ", '/home/anna/Képek/kép 1.png'],
    ['"/home/anna/kép 1.png"', '/home/anna/kép 1.png'],
    ['/home/anna/k\\ 1\\ \\(2\\).png ', '/home/anna/k 1 (2).png'],
    ["'/home/anna/O'\\''Neil.png'", "/home/anna/O'Neil.png"],
    ["/home/anna/O'Neil.png", "/home/anna/O'Neil.png"],
    ['file:///home/anna/k%C3%A9p%201.png', '/home/anna/kép 1.png'],
    ['file://localhost/home/anna/qr.png', '/home/anna/qr.png'],
    ['file:///home/anna/100%.png', 'file:///home/anna/100%.png'],
    ['~/Képek/qr.png', '/home/anna/Képek/qr.png'],
    ["'~/qr.png'", '~/qr.png'],
    ['~anna/qr.png', '~anna/qr.png'],
  ])('%s is %s', (typed, path) => {
    expect(typedPath(typed, 'linux', '/home/anna')).toBe(path)
  })

  it.each([
    ['"C:\\Users\\Anna\\kép 1.png"', 'C:\\Users\\Anna\\kép 1.png'],
    ['C:\\Users\\Anna\\qr.png', 'C:\\Users\\Anna\\qr.png'],
    ['file:///C:/Users/Anna/k%C3%A9p.png', 'C:\\Users\\Anna\\kép.png'],
  ])('%s is %s on Windows', (typed, path) => {
    expect(typedPath(typed, 'win32', 'C:\\Users\\Anna')).toBe(path)
  })
})
