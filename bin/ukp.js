#!/usr/bin/env node
// Starts the program; nothing else.
require('../dist/main.js')
  .main(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code
  })
