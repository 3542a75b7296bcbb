// The completion script for fish, 3.1 and later. fish quotes what it inserts, and knows options by itself; only the
// command that a line is at is told by functions of the script.
import type { CommandEntry, Offer, OptionEntry } from '../help/command-table.ts'
import { commandsOf, HANDED_ON, namesWord, type ScriptParts, spellings, synonymsOf } from './script.ts'

export function fishScript(parts: ScriptParts): string {
  return [HEAD, tableFunctions(parts), READING, 'complete -c ukp -e\ncomplete -c ukp -f\n', ...rules(parts), ''].join(
    '\n',
  )
}

const HEAD = `# Completion of ukp for fish, made by: ukp completion fish
# To use it: ukp completion fish > ~/.config/fish/completions/ukp.fish
`

/** Inside single quotes fish knows two escapes. */
function quotedForFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function tableFunctions(parts: ScriptParts): string {
  const commands = commandsOf(parts)
  const below = commands.filter((entry) => entry.below.length > 0)
  return [
    '# The verb that a Hungarian word stands for.',
    'function __ukp_verb',
    '    switch $argv[1]',
    ...synonymsOf(parts).map(({ word, name }) => `        case ${word}\n            echo ${name}`),
    "        case '*'\n            echo -- $argv[1]",
    '    end',
    'end',
    '',
    '# The words below a command.',
    'function __ukp_below',
    '    switch "$argv[1]"',
    ...below.map(
      (entry) =>
        `        case ${quotedForFish(entry.path)}\n            printf '%s\\n' ${entry.below.map(({ name }) => name).join(' ')}`,
    ),
    '    end',
    'end',
    '',
    '# Options with a value: one, or several words.',
    'function __ukp_takes',
    '    switch "$argv[1] $argv[2]"',
    ...takes(commands),
    '    end',
    'end',
    '',
  ].join('\n')
}

function takes(commands: readonly CommandEntry[]): string[] {
  return [...commands].reverse().flatMap(({ path, options }) =>
    options
      .filter(({ value }) => value !== null)
      .map((option) => {
        const at = spellings(option).map((word) => quotedForFish(`${path === '' ? '*' : path} ${word}`))
        return `        case ${at.join(' ')}\n            echo ${option.variadic ? 'several' : 'one'}`
      }),
  )
}

const READING = `# Where the line is: the command, how many arguments stand there, whether -- does, and what takes the next word.
function __ukp_here
    set -l path ''
    set -l position 0
    set -l ended no
    set -l taking ''
    for word in (commandline -opc)[2..-1]
        if test $ended = no -a "x$word" = x--
            set ended yes
            set taking ''
        else if test $ended = no; and string match -q -- '-?*' $word
            set taking ''
            if not string match -q -- '*=*' $word
                set taking (__ukp_takes "$path" $word)
            end
        else if test "$taking" = one
            set taking ''
        else if test "$taking" != several
            set -l at (string replace -r '^help ?' '' -- "$path")
            set -l name $word
            if test -z "$path"
                set name (__ukp_verb $word)
            end
            if test $position -eq 0; and contains -- "$name" (__ukp_below "$at")
                set path (string trim -- "$path $name")
            else
                set position (math $position + 1)
            end
        end
    end
    echo "$path"
    echo $position
    echo $ended
    echo "$taking"
end

# Whether the line is at a command, or at one whose arguments begin.
function __ukp_is
    set -l here (__ukp_here)
    test "$here[1]" = "$argv[1]"
end

function __ukp_argument
    set -l here (__ukp_here)
    test "$here[1]" = "$argv[1]" -a "$here[4]" = ''
    and test $here[2] -ge $argv[2] -a $here[2] -le $argv[3]
end

function __ukp_several
    set -l here (__ukp_here)
    test "$here[1]" = "$argv[1]" -a "$here[4]" = several
end

function __ukp_typed
    test -n (commandline -ct | string collect)
end

# Asks nothing, and says nothing where a question would be needed.
function __ukp_names
    set -l here (__ukp_here)
    if test $here[3] = no; and string match -q -- '-*' (commandline -ct)
        return
    end
    set -l handed
    set -l words (commandline -opc)
    for i in (seq 2 (count $words))
        set -l word $words[$i]
        switch $word
            case ${HANDED_ON.join(' ')}
                if set -q words[(math $i + 1)]
                    set word "$word="(string replace -r '^~/' "$HOME/" -- $words[(math $i + 1)])
                end
            case ${HANDED_ON.map((option) => `'${option}=*'`).join(' ')}
            case '*'
                continue
        end
        # What the shell would expand cannot be known here.
        if string match -qr '[$(]' -- $word
            return
        end
        set -a handed $word
    end
    for name in (command ukp completion $argv[1] $handed </dev/null 2>/dev/null)
        # Without -- before it, it would be an option.
        if test $here[3] = yes; or not string match -q -- '-*' $name
            printf '%s\\n' $name
        end
    end
end
`

function rules(parts: ScriptParts): string[] {
  return commandsOf(parts).flatMap((entry) => [
    ...belowRules(entry, parts),
    ...entry.options.map((option) => optionRule(option, entry)),
    ...entry.options.filter(({ variadic, value }) => variadic && value?.kind === 'file').map(() => severalRule(entry)),
    ...argumentRules(entry),
  ])
}

function when(test: string, entry: CommandEntry, ...more: readonly (string | number)[]): string {
  return quotedForFish([test, quotedForFish(entry.path), ...more].join(' '))
}

function belowRules(entry: CommandEntry, parts: ScriptParts): string[] {
  const here = when('__ukp_argument', entry, 0, 0)
  const rule = (condition: string, word: string, summary: string): string =>
    `complete -c ukp -n ${condition} -a ${word} -d ${quotedForFish(summary)}`
  const after = quotedForFish(`__ukp_argument ${quotedForFish(entry.path === '' ? 'help' : `help ${entry.path}`)} 0 0`)
  const lines = entry.below.flatMap(({ name, summary }) => [rule(here, name, summary), rule(after, name, summary)])
  if (entry.path !== '') return lines
  const typed = quotedForFish("__ukp_argument '' 0 0; and __ukp_typed")
  const words = parts.synonyms ? entry.below : []
  return [
    ...lines,
    ...words.flatMap(({ synonyms, summary }) => synonyms.map((word) => rule(typed, word, summary))),
    ...parts.topics.map((topic) => `complete -c ukp -n ${after} -a ${topic}`),
  ]
}

function optionRule({ short, long, value, description }: OptionEntry, entry: CommandEntry): string {
  const where = entry.path === '' ? [] : ['-n', when('__ukp_is', entry)]
  const names = [...(short === null ? [] : ['-s', short.slice(1)]), '-l', long.slice(2)]
  return ['complete -c ukp', ...where, ...names, ...valueFlags(value), '-d', quotedForFish(description)].join(' ')
}

function valueFlags(value: Offer | null): string[] {
  if (value === null) return []
  if (value.kind === 'file') return ['-r', '-F']
  return value.kind === 'words' ? ['-x', '-a', quotedForFish(value.words.join(' '))] : ['-x']
}

function severalRule(entry: CommandEntry): string {
  return `complete -c ukp -n ${when('__ukp_several', entry)} -F`
}

function argumentRules(entry: CommandEntry): string[] {
  return entry.arguments.flatMap(({ value, variadic }, i) => {
    const here = `complete -c ukp -n ${when('__ukp_argument', entry, i, variadic ? 999 : i)}`
    const names = namesWord(value)
    if (names !== null) return [`${here} -a '(__ukp_names ${names})'`]
    if (value.kind === 'file') return [`${here} -F`]
    return value.kind === 'words' ? [`${here} -a ${quotedForFish(value.words.join(' '))}`] : []
  })
}
