#!/usr/bin/env node
// Starts the program; nothing else.
require('../dist/start.js').load('main.js').main(process.argv.slice(2))
