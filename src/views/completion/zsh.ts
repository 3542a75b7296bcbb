// The completion script for zsh: as a file in fpath, or evaluated. zsh quotes what it inserts; words of the line are
// unquoted with (Q), which expands and runs nothing.
import type { CommandEntry, OptionEntry } from '../help/command-table.ts'
import {
  commandsOf,
  HANDED_ON,
  quoted,
  type ScriptParts,
  spellings,
  synonymsOf,
  wanted,
  wantsFunction,
} from './script.ts'

export function zshScript(parts: ScriptParts): string {
  return `${HEAD}\n${verbFunction(parts)}\n${tableFunction(parts)}\n${wantsFunction(parts)}\n${OFFERING}`
}

const HEAD = `#compdef ukp
# Completion of ukp for zsh, made by: ukp completion zsh
# To use it: a file named _ukp in a folder of $fpath, or in ~/.zshrc, after compinit: eval "$(ukp completion zsh)"
`

/** "name:what it is": a colon in the name would end it. */
function described(name: string, description: string): string {
  return quoted(`${name.replaceAll(':', '\\:')}:${description.replaceAll('\\', '\\\\')}`)
}

function list(name: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`      ${name}=(`, ...items.map((item) => `        ${item}`), '      )']
}

function verbFunction(parts: ScriptParts): string {
  const all = synonymsOf(parts)
  const shown = parts.table.below.flatMap(({ synonyms, summary }) => synonyms.map((word) => described(word, summary)))
  return [
    '_ukp_verb() {',
    '  case $1 in',
    ...all.map(({ word, name }) => `    ${word}) REPLY=${name} ;;`),
    '    *) REPLY=$1 ;;',
    '  esac',
    '}',
    '',
    '_ukp_words() {',
    `  topics=(${parts.topics.map(quoted).join(' ')})`,
    '  synonyms=(',
    ...(parts.synonyms ? shown : []).map((item) => `    ${item}`),
    '  )',
    '}',
    '',
  ].join('\n')
}

function tableFunction(parts: ScriptParts): string {
  const cases = commandsOf(parts).flatMap((entry) => [`    ${quoted(entry.path)})`, ...facts(entry), '      ;;'])
  return ['_ukp_at() {', '  below=() options=() arguments=()', '  case $1 in', ...cases, '  esac', '}', ''].join('\n')
}

function facts({ below, options, arguments: args }: CommandEntry): string[] {
  return [
    ...list(
      'below',
      below.map(({ name, summary }) => described(name, summary)),
    ),
    ...list('options', options.flatMap(optionLines)),
    ...list(
      'arguments',
      // The last one goes on when it takes several words.
      args.map(({ value, variadic }) => quoted(wanted(value, variadic))),
    ),
  ]
}

function optionLines(option: OptionEntry): string[] {
  return spellings(option).map((word) => described(word, option.description))
}

const OFFERING = `# $1: names or trash. Asks nothing, and says nothing where a question would be needed.
_ukp_names() {
  [[ -n $unknown ]] && return 1
  local -a names
  names=( "\${(@f)$(command ukp completion $1 $handed </dev/null 2>/dev/null)}" )
  # Without -- before it, it would be an option.
  [[ -z $ended ]] && names=( "\${(@)names:#-*}" )
  names=( "\${(@)names:#}" )
  # In single quotes zsh takes a backslash in a name for one of its own, and deletes what was typed.
  [[ $QIPREFIX == *\\' ]] && names=( "\${(@)names:#*\\\\*}" )
  compadd -a names
}

# $1: what is wanted here.
_ukp_value() {
  local -a words_here
  case $1 in
    (\\=*)
      words_here=( \${(s:,:)\${1#=}} )
      compadd -a words_here
      ;;
    (file*) _files ;;
    (names*|trash*) _ukp_names \${1%+} ;;
    (*) return 1 ;;
  esac
}

_ukp() {
  local place='' taking='' ended='' unknown='' wants='' word raw kind='' REPLY
  local -a below options arguments global topics synonyms handed
  local -i position=0 i
  _ukp_words
  _ukp_at ''
  global=( "\${options[@]}" )
  for (( i = 2; i < CURRENT; i++ )); do
    raw=$words[i]
    word=\${(Q)raw}
    if [[ -z $ended && $word == -- ]]; then
      ended=1 taking=''
      continue
    fi
    if [[ -z $ended && $word == -?* ]]; then
      _ukp_wants "$place" "\${word%%=*}"
      taking=''
      [[ -n $wants && $word != *=* ]] && taking=$wants
      case \${word%%=*} in
        (${HANDED_ON.join('|')})
          if [[ $word != *=* ]] && (( i + 1 < CURRENT )); then
            raw=$words[i+1]
            [[ $raw == '~/'* ]] && raw=\${(q)HOME}\${raw#'~'}
            word="$word=\${(Q)raw}"
          fi
          # What the shell would expand cannot be known here.
          [[ $raw == *[\\$\\\`\\<\\(]* ]] && unknown=1
          [[ $word == *=* ]] && handed+=( "$word" )
          ;;
      esac
      continue
    fi
    if [[ -n $taking ]]; then
      [[ $taking != *+ ]] && taking=''
      continue
    fi
    _ukp_at "\${place#help }"
    if [[ -z $place ]]; then
      _ukp_verb "$word"
      word=$REPLY
    elif [[ $place == help ]]; then
      _ukp_at ''
    fi
    if (( position == 0 )) && [[ -n \${(M)below:#\${(b)word}:*} ]]; then
      place+=\${place:+ }$word
    else
      (( position++ ))
    fi
  done
  if [[ -n $taking && ( $taking != *+ || $PREFIX != -* ) ]]; then
    _ukp_value $taking
    return
  fi
  if [[ -z $ended && $PREFIX == --*=* ]]; then
    _ukp_wants "$place" "\${PREFIX%%=*}"
    compset -P '*='
    _ukp_value $wants
    return
  fi
  _ukp_at "$place"
  if [[ -z $ended && $PREFIX == -* ]]; then
    options+=( "\${global[@]}" )
    _describe -o option options
    return
  fi
  (( position < $#arguments )) && kind=$arguments[position+1]
  [[ -z $kind && $arguments[-1] == *+ ]] && kind=$arguments[-1]
  if [[ $place == help ]]; then
    _ukp_at ''
    below+=( "\${topics[@]}" )
  elif [[ $place == 'help '* ]]; then
    _ukp_at "\${place#help }"
    kind=''
  elif [[ -z $place && -n $PREFIX ]]; then
    below+=( "\${synonyms[@]}" )
  fi
  (( position == 0 && $#below > 0 )) && _describe -t commands command below
  _ukp_value $kind
}

# The file in fpath is the function's own body; evaluated, it only announces it.
if [[ $funcstack[1] == _ukp ]]; then
  _ukp "$@"
elif (( $+functions[compdef] )); then
  compdef _ukp ukp
fi
`
