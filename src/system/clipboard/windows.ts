// The clipboard of Windows by PowerShell, which every Windows has. Texts go in by standard input, never by the script.
// Sources: Microsoft, "Clipboard Formats" (Cloud Clipboard and Clipboard History Formats); System.Windows.Forms.Clipboard.

/** A thread that talks to the clipboard has to be STA. */
export function powershellArguments(script: string): string[] {
  const encoded = Buffer.from(script, 'utf16le').toString('base64')
  return ['-NoProfile', '-NonInteractive', '-STA', '-EncodedCommand', encoded]
}

export const POWERSHELL = 'powershell.exe'

const START = `$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Add-Type -AssemblyName System.Windows.Forms, System.Drawing
`
const STDIN = '$text = [Console]::In.ReadToEnd()\n'

/**
 * Any value under the first name keeps clipboard programs away; a DWORD of 0 under the others keeps the text out of the
 * history (Windows + V) and out of the cloud. A stream's bytes are handed over as they are.
 */
const COPY = `${START}${STDIN}$data = [System.Windows.Forms.DataObject]::new()
$data.SetText($text, [System.Windows.Forms.TextDataFormat]::UnicodeText)
foreach ($name in 'ExcludeClipboardContentFromMonitorProcessing', 'CanIncludeInClipboardHistory', 'CanUploadToCloudClipboard') {
  $data.SetData($name, $false, [System.IO.MemoryStream]::new([byte[]](0, 0, 0, 0)))
}
[System.Windows.Forms.Clipboard]::SetDataObject($data, $true, 20, 100)
`

/** Empties it if the text is still the one on standard input. */
const CLEAR = `${START}${STDIN}if ([System.Windows.Forms.Clipboard]::GetText() -ceq $text) { [System.Windows.Forms.Clipboard]::Clear() }
`

/** Empties it. */
const CLEAR_ALL = `${START}[System.Windows.Forms.Clipboard]::Clear()
`

/** Writes lines of a word and base64: picture (PNG), file (a path in UTF-8), text (UTF-8). */
const READ = `${START}$board = [System.Windows.Forms.Clipboard]
function Tell($word, $bytes) { [Console]::Out.WriteLine($word + ' ' + [Convert]::ToBase64String($bytes)) }
if ($board::ContainsImage()) {
  $memory = [System.IO.MemoryStream]::new()
  $board::GetImage().Save($memory, [System.Drawing.Imaging.ImageFormat]::Png)
  Tell 'picture' $memory.ToArray()
}
foreach ($file in $board::GetFileDropList()) { Tell 'file' ([Text.Encoding]::UTF8.GetBytes($file)) }
if ($board::ContainsText()) { Tell 'text' ([Text.Encoding]::UTF8.GetBytes($board::GetText())) }
`

/** All screens as one PNG, in base64. Without SetProcessDPIAware, scaled screens would be cut off. */
export const CAPTURE = `${START}Add-Type -TypeDefinition 'public static class Dpi { [System.Runtime.InteropServices.DllImport("user32.dll")] public static extern bool SetProcessDPIAware(); }'
[void][Dpi]::SetProcessDPIAware()
$area = [System.Windows.Forms.SystemInformation]::VirtualScreen
$picture = [System.Drawing.Bitmap]::new($area.Width, $area.Height)
$canvas = [System.Drawing.Graphics]::FromImage($picture)
$canvas.CopyFromScreen($area.Left, $area.Top, 0, 0, $area.Size)
$memory = [System.IO.MemoryStream]::new()
$picture.Save($memory, [System.Drawing.Imaging.ImageFormat]::Png)
[Console]::Out.Write([Convert]::ToBase64String($memory.ToArray()))
`

export const WINDOWS_SCRIPTS = { copy: COPY, clear: CLEAR, clearAll: CLEAR_ALL, read: READ }
