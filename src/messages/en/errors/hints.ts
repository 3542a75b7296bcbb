// Next steps that several failures have.

export const IN_REPORT = 'The report names each one with its reason.'
export const KEY_FILE_INSTEAD = 'Use a key file instead: ukp key add key-file <file>'
