// A szkriptekhez és a parancssorhoz való parancsok súgója.
import type { scripts as english } from '../../en/help/scripts.ts'
import { verb } from './verb.ts'

export const scripts: typeof english = {
  completion: verb(
    'A parancskiegészítés szkriptje egy parancsértelmezőhöz',
    'A szkript minden parancsot és kapcsolót ismer; ezekhez a Tab leütése semmit sem indít el. A bejegyzések nevét az ukp-től kérdezi meg, ahol a széf kérdés nélkül feloldható.',
    'eval "$(ukp completion bash)"',
    'ukp completion zsh > ~/.zsh/completions/_ukp',
    'ukp completion fish > ~/.config/fish/completions/ukp.fish',
  ),
  run: verb(
    'Program futtatása, a környezetében titkos kulccsal, kóddal vagy felhasználónévvel',
    'Egy változó alakja: NÉV=mező:bejegyzés; a mezők: code (kód), secret (titkos kulcs), account (felhasználónév), uri és deletion-code (törlőkód). A kód a program indulásakor készül: ha csak később kell, a titkos kulcsot érdemes átadni, vagy a program hívja meg az ukp code parancsot.',
    'ukp run --env TOTP_SEED=secret:mama --env TOTP_USER=account:mama -- npm start',
    'ukp run --env CODE=code:vpn --min-remaining 10 -- ./kapcsolodas.sh',
    'ukp run --env TORLOKOD=deletion-code:mama -- sh -c \'echo "$TORLOKOD" | lp\'',
  ),
}
