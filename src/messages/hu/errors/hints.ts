// Több hibának is ez a teendője.

export const IN_REPORT = 'A beszámoló mindegyiket megnevezi, az okával együtt.'
export const KEY_FILE_INSTEAD = 'Kulcsfájl használható helyette: ukp key add key-file <fájl>'
