// The clipboard of macOS by JavaScript for Automation (osascript), which every Mac has. Texts go in by standard input.
// Sources: nspasteboard.org (org.nspasteboard.ConcealedType); Apple, NSPasteboard.

export const OSASCRIPT = 'osascript'

export function osascriptArguments(script: string): string[] {
  return ['-l', 'JavaScript', '-e', script]
}

const START = `ObjC.import("AppKit")
const board = $.NSPasteboard.generalPasteboard
`
const STDIN = `const input = $.NSFileHandle.fileHandleWithStandardInput.readDataToEndOfFile
const text = $.NSString.alloc.initWithDataEncoding(input, $.NSUTF8StringEncoding)
`

/** "Concealed" asks clipboard managers to keep nothing; the type alone counts, its value may be empty. */
const COPY = `${START}${STDIN}board.clearContents
const done = board.setStringForType(text, $.NSPasteboardTypeString)
board.setStringForType($(''), 'org.nspasteboard.ConcealedType')
if (!done) throw new Error('refused')
`

/** Empties it if the text is still the one on standard input. */
const CLEAR = `${START}${STDIN}const now = board.stringForType($.NSPasteboardTypeString)
if (!now.isNil() && now.isEqualToString(text)) board.clearContents
`

/** Empties it. */
const CLEAR_ALL = `${START}board.clearContents
`

/** Gives lines of a word and base64: picture (PNG), file (a path in UTF-8), text (UTF-8). */
const READ = `${START}const lines = []
function tell(word, data) { if (!data.isNil()) lines.push(word + ' ' + data.base64EncodedStringWithOptions(0).js) }
let picture = board.dataForType('public.png')
if (picture.isNil()) {
  const other = board.dataForType('public.tiff')
  if (!other.isNil()) {
    // 4 is NSBitmapImageFileTypePNG.
    picture = $.NSBitmapImageRep.imageRepWithData(other).representationUsingTypeProperties(4, $({}))
  }
}
const file = board.stringForType('public.file-url')
// Of a copied file the picture is only its icon.
if (file.isNil()) tell('picture', picture)
else tell('file', $.NSURL.URLWithString(file).path.dataUsingEncoding($.NSUTF8StringEncoding))
const text = board.stringForType($.NSPasteboardTypeString)
if (!text.isNil()) tell('text', text.dataUsingEncoding($.NSUTF8StringEncoding))
lines.join('\\n')
`

export const MACOS_SCRIPTS = { copy: COPY, clear: CLEAR, clearAll: CLEAR_ALL, read: READ }
