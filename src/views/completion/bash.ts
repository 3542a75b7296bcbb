// The completion script for bash, 3.2 and later. It needs nothing else, not the package bash-completion.
// bash breaks words at ':', '=' and '@' and hands them over quoted; so the line is read here, character by character, and
// never evaluated. What is offered is cut and quoted to fit the place where bash will put it.
import type { CommandEntry } from '../help/command-table.ts'
import { commandsOf, HANDED_ON, quoted, type ScriptParts, synonymsOf, wanted, wantsFunction } from './script.ts'

export function bashScript(parts: ScriptParts): string {
  return `${HEAD}\n${wordsFunction(parts)}\n${tableFunction(parts)}\n${wantsFunction(parts)}\n${READING}\n${OFFERING}`
}

const HEAD = `# Completion of ukp for bash, made by: ukp completion bash
# To use it, in ~/.bashrc: eval "$(ukp completion bash)"
`

/** What the program takes after "help", and Hungarian words. */
function wordsFunction(parts: ScriptParts): string {
  const synonyms = synonymsOf(parts)
  const cases = synonyms.map(({ word, name }) => `    ${word}) REPLY=${name} ;;`)
  return [
    `_ukp_topics=${quoted(parts.topics.join(' '))}`,
    `_ukp_synonyms=${quoted(parts.synonyms ? synonyms.map(({ word }) => word).join(' ') : '')}`,
    '',
    '# The verb that a Hungarian word stands for.',
    '_ukp_verb() {',
    '  case $1 in',
    ...cases,
    '    *) REPLY=$1 ;;',
    '  esac',
    '}',
    '',
  ].join('\n')
}

/** Of each command: what is below it, its options, what its arguments are. */
function tableFunction(parts: ScriptParts): string {
  const cases = commandsOf(parts).map((entry) => `    ${quoted(entry.path)}) ${facts(entry)} ;;`)
  return ['_ukp_at() {', "  below='' options='' arguments=''", '  case $1 in', ...cases, '  esac', '}', ''].join('\n')
}

function facts({ below, options, arguments: args }: CommandEntry): string {
  const words = {
    below: below.map(({ name }) => name),
    options: options.map(({ long }) => long),
    // The last one goes on when it takes several words.
    arguments: args.map(({ value, variadic }) => wanted(value, variadic)),
  }
  const filled = Object.entries(words).filter(([, list]) => list.length > 0)
  return filled.length === 0 ? ':' : filled.map(([name, list]) => `${name}=${quoted(list.join(' '))}`).join(' ')
}

const READING = `# Reads a piece of a line without evaluating any of it: words, unquoted; \`mode\`, the quote that is open at the end; \`raw\`,
# the last word as it was typed; \`live\`, for each word, whether it has what only the shell could expand.
_ukp_read() {
  local text=$1 word='' open='' c i
  words=() live=() raw='' mode=''
  for ((i = 0; i < \${#text}; i++)); do
    c=\${text:i:1}
    if [[ -z $mode && $c == [$' \\t\\n'] ]]; then
      if [[ -n $raw ]]; then words+=("$word") live+=("$open"); fi
      word='' open='' raw=''
      continue
    fi
    raw+=$c
    if [[ $c == "$mode" ]]; then mode=''
    elif [[ $mode == "'" ]]; then word+=$c
    elif [[ $c == \\\\ ]]; then
      c=\${text:i+1:1}
      ((i++))
      raw+=$c
      if [[ $mode == '"' && $c != [\\\\\\"\\$\\\`] ]]; then word+=\\\\; fi
      word+=$c
    elif [[ -z $mode && $c == [\\"\\'] ]]; then mode=$c
    else
      if [[ $c == [\\$\\\`] || -z $mode && $c == [\\<\\>\\(\\)] ]]; then open=1; fi
      if [[ -z $mode && $c == '~' && $raw == '~' ]]; then word+=$HOME; else word+=$c; fi
    fi
  done
  words+=("$word") live+=("$open")
}

# A text, quoted as the place in the line wants it.
_ukp_quote() {
  local text=$1 c i
  REPLY=''
  for ((i = 0; i < \${#text}; i++)); do
    c=\${text:i:1}
    case $mode$c in
      \\"[\\\\\\"\\$\\\`]) REPLY+=\\\\$c ;;
      \\"!) REPLY+='"\\!"' ;;
      \\'\\') REPLY+="'\\\\''" ;;
      [\\"\\']?) REPLY+=$c ;;
      [\\ \\\\\\"\\'\\\`\\$\\&\\;\\|\\<\\>\\(\\)\\{\\}\\[\\]\\*\\?\\!\\#\\~\\^=:@%,]) REPLY+=\\\\$c ;;
      *) REPLY+=$c ;;
    esac
  done
}
`

const OFFERING = `# Offers a word that goes on from what was typed.
_ukp_offer() {
  if [[ $1 == "$typed"* ]]; then
    _ukp_quote "\${1:\${#before}}"
    COMPREPLY+=("$REPLY")
  fi
}

_ukp_files() {
  # bash 3.2 has no compopt.
  if ! compopt -o default 2>/dev/null; then
    local file
    while IFS= read -r file; do _ukp_offer "$file"; done < <(compgen -f -- "$typed")
  fi
}

# $1: names or trash. Asks nothing, and says nothing where a question would be needed.
_ukp_names() {
  if [[ -n $unknown ]]; then return; fi
  local name
  while IFS= read -r name; do
    # Without -- before it, it would be an option.
    if [[ $name != -* || -n $ended ]]; then _ukp_offer "$name"; fi
  done < <(command ukp completion "$1" \${handed[@]+"\${handed[@]}"} </dev/null 2>/dev/null)
}

# $1: what is wanted here.
_ukp_value() {
  local word list
  case $1 in
    =*)
      list=\${1#=}
      for word in \${list//,/ }; do _ukp_offer "$lead$word"; done
      ;;
    file*) _ukp_files ;;
    names* | trash*) _ukp_names "\${1%+}" ;;
  esac
}

_ukp() {
  local mode=''
  COMPREPLY=()
  _ukp_line "$@"
  # readline closes an open quote after the only answer, save where the answer ends in such a character itself.
  if ((\${#COMPREPLY[@]} == 1)) && [[ -n $mode && \${COMPREPLY[0]} == *"$mode" ]]; then COMPREPLY[0]+=$mode; fi
}

_ukp_line() {
  local IFS=$' \\t\\n' words live raw below options arguments wants REPLY
  local typed before lead='' path='' taking='' ended='' unknown='' word kind i list
  local position=0 handed=() all
  _ukp_read "\${COMP_LINE:0:COMP_POINT}"
  local line=("\${words[@]}") expands=("\${live[@]}") last=$((\${#words[@]} - 1)) whole=$raw
  typed=\${line[last]}
  # What the shell would expand cannot be known here; after > stands a file.
  if [[ -n \${expands[last]} || -n \${expands[last - 1]} && \${line[last - 1]} == *[\\<\\>] ]]; then compopt -o default 2>/dev/null; return; fi
  # bash puts the answer where $2 begins: what stands before that is cut off.
  before='' mode=''
  if [[ $whole == *"$2" && $whole != "$2" ]]; then
    _ukp_read "\${whole%"$2"}"
    before=\${words[0]}
  fi
  _ukp_at ''
  local global=$options
  for ((i = 1; i < last; i++)); do
    word=\${line[i]}
    if [[ -z $ended && $word == -- ]]; then ended=1 taking=''; continue; fi
    if [[ -z $ended && $word == -?* ]]; then
      taking=''
      _ukp_wants "$path" "\${word%%=*}"
      case \${word%%=*} in
        ${HANDED_ON.join(' | ')})
          if [[ $word == *=* ]]; then
            handed+=("$word") unknown+=\${expands[i]}
          elif ((i + 1 < last)); then
            handed+=("$word=\${line[i + 1]}") unknown+=\${expands[i + 1]}
          fi
          ;;
      esac
      if [[ -n $wants && $word != *=* ]]; then taking=$wants; fi
      continue
    fi
    if [[ -n $taking ]]; then
      if [[ $taking != *+ ]]; then taking=''; fi
      continue
    fi
    _ukp_at "\${path#help }"
    if [[ -z $path ]]; then _ukp_verb "$word"; word=$REPLY; elif [[ $path == help ]]; then _ukp_at ''; fi
    if ((position == 0)) && [[ " $below " == *" $word "* ]]; then path+=\${path:+ }$word; else ((position++)); fi
  done
  if [[ -n $taking && ( $taking != *+ || $typed != -* ) ]]; then _ukp_value "$taking"; return; fi
  if [[ -z $ended && $typed == --*=* ]]; then
    lead=\${typed%%=*}=
    _ukp_wants "$path" "\${lead%=}"
    _ukp_value "$wants"
    return
  fi
  _ukp_at "$path"
  if [[ -z $ended && $typed == -* ]]; then
    for word in $options $global; do _ukp_offer "$word"; done
    return
  fi
  kind=''
  all=($arguments)
  if ((position < \${#all[@]})); then kind=\${all[position]}
  elif ((\${#all[@]} > 0)) && [[ \${all[\${#all[@]} - 1]} == *+ ]]; then kind=\${all[\${#all[@]} - 1]}
  fi
  list=$below
  if [[ $path == help || $path == 'help '* ]]; then
    kind=''
    if [[ $path == help ]]; then _ukp_at ''; list="$below $_ukp_topics"; else _ukp_at "\${path#help }"; list=$below; fi
  elif [[ -z $path && -n $typed ]]; then list+=" $_ukp_synonyms"
  fi
  if ((position == 0)); then for word in $list; do _ukp_offer "$word"; done; fi
  _ukp_value "$kind"
}

complete -F _ukp ukp
`
