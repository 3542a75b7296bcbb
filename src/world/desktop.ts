// What a desktop offers a command: its clipboard and its screen. Types only, given on by world.ts.

/** What was on the clipboard: a picture, with the text that some programs offer beside it, or the text. */
export type ClipboardContent = { readonly picture: Uint8Array; readonly text?: string } | { readonly text: string }

/** Whether there is a clipboard here, and by which way ukp reaches it. */
export interface ClipboardDescription {
  readonly way: 'x11' | 'wayland' | 'macos' | 'windows' | 'wsl' | 'termux' | 'none'
  /** Whether clipboard managers are told that a code is a secret. */
  readonly sensitive: boolean
  /** The program or package that is to be installed for a better or any clipboard; null when nothing is missing. */
  readonly missing: string | null
}

export interface Clipboard {
  /**
   * Puts exactly this text on the clipboard and arranges that it is taken away at a time, if it is still the same then.
   * @param clearAtMs Unix time in milliseconds
   * @throws UkpError no-clipboard
   */
  copyFor(text: string, clearAtMs: number): Promise<void>
  /** Hands the text to the terminal for its own clipboard (OSC 52); nobody tells whether it took it. @throws UkpError no-clipboard */
  sendToTerminal(text: string): Promise<void>
  /** A picture, else the text; of copied files the picture among them. @throws UkpError no-clipboard, clipboard-empty */
  read(): Promise<ClipboardContent>
  /** Empties the clipboard if it still holds this. @returns false when it does not any more @throws UkpError no-clipboard */
  clear(content: ClipboardContent): Promise<boolean>
  /** Never throws; changes nothing. */
  describe(): Promise<ClipboardDescription>
}

export interface Screen {
  /** A picture of everything that is on the screen (PNG). Nothing is left on the disk. @throws UkpError no-screen */
  capture(): Promise<Uint8Array>
}
