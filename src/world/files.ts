// Files that a person names, and pictures of QR codes among them. Types only.

export interface Files {
  /** @throws UkpError file-not-found, file-unreadable, input-too-large */
  read(file: string, limit: number): Promise<Uint8Array>
  /** Whether it is a folder; false when it does not exist. */
  isFolder(file: string): Promise<boolean>
  /** The plain files of a folder, as paths in it, sorted; hidden ones are left out. @throws UkpError file-unreadable */
  list(folder: string): Promise<string[]>
  /** Bytes into a new file of mode 0600. @throws UkpError file-exists, write-failed */
  createPrivate(file: string, bytes: Uint8Array): Promise<void>
  /** All of them or none: what was written goes when a later one fails, or when the program is told to end. */
  createAllPrivate(files: readonly { readonly file: string; readonly bytes: Uint8Array }[]): Promise<void>
  /** A folder of mode 0700, where there is none yet. @throws UkpError write-failed, file-exists (a file of this name) */
  createFolder(folder: string): Promise<void>
  /** Whether there is anything of this name. */
  exists(file: string): Promise<boolean>
  /** Takes away a file that this command has just made and that turned out to be of no use. */
  remove(file: string): Promise<void>
  /** A file as a person types it, or as a terminal does when it is dropped there: quotes, escapes, file://, ~. */
  typedPath(typed: string): Promise<string>
}

/** Who else may have a file. */
export interface Whereabouts {
  /** The program that copies its folder to other computers, by name; null when none is known to. */
  readonly syncedBy: string | null
  /** Other users of this computer. */
  readonly othersCanRead: boolean
}

export interface Pictures {
  /**
   * The texts of all QR codes in a picture, each once; nothing when there is none.
   * @param file the name that an error tells
   * @throws UkpError picture-unreadable, picture-unsupported, picture-too-large, picture-too-costly
   */
  readQr(bytes: Uint8Array, file: string): Promise<readonly string[]>
  /** Where a picture lies. Never throws. */
  whereabouts(file: string): Promise<Whereabouts>
  /** Deletes a picture that `readQr` has read, if it is still the same. @throws UkpError picture-kept */
  remove(file: string): Promise<void>
}
