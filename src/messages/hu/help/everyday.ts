// A mindennapi parancsok súgója.
import type { everyday as english } from '../../en/help/everyday.ts'
import { verb } from './verb.ts'

export const everyday: typeof english = {
  add: verb(
    'Bejegyzés hozzáadása QR-kód képéből, hivatkozásból vagy kulcsból',
    'A --qr, --clipboard, --screen és --stdin nélkül rejtve bekéri a kulcsot (a portál „karaktersora”). Név nélkül a QR-kód felirata lesz a név. Az első bejegyzéssel jön létre a széf.',
    'ukp add mama --qr kepernyokep.png',
    'ukp add mama --clipboard',
    'ukp add github --stdin < kulcs.txt',
  ),
  code: verb(
    'Az aktuális kód megjelenítése vagy másolása',
    'Ha a szabványos kimenet nem terminál, csak maga a kód kerül oda.',
    'ukp code mama',
    'ukp code mama --copy',
    'ukp code mama --min-remaining 8 --no-input',
  ),
  edit: verb(
    'Név, címkék, megjegyzés, kibocsátó, felhasználónév vagy törlőkód módosítása',
    '',
    'ukp edit mama --name "mama új"',
    'ukp edit mama --deletion-code',
    'ukp edit mama --tag csalad',
  ),
  enroll: verb(
    'Ügyfélkapu+ igénylése a portálon: a QR-kódtól a biztonsági mentésig, lépésről lépésre',
    'Arra a két percre, amikor a portál mindent egyszer mutat meg: beolvassa a QR-kódot, nagyban mutatja az első kódot, bekéri a törlőkódot, biztonsági mentést készít, és felajánlja a kép törlését. Ha félbeszakad, onnan folytatja.',
    'ukp enroll mama',
    'ukp enroll mama --qr kepernyokep.png',
    'ukp enroll --clipboard',
  ),
  list: verb(
    'A bejegyzések listája; kulcsot és kódot soha nem mutat',
    '',
    'ukp list',
    'ukp list anna',
    'ukp list --tag csalad --json',
  ),
  remove: verb(
    'Bejegyzések áthelyezése a kukába',
    'Pontos nevet kell megadni. Ez nem szünteti meg az Ügyfélkapu+ szolgáltatást.',
    'ukp remove "mama (2)"',
    'ukp remove mama papa --yes',
  ),
  restore: verb(
    'Visszahozás a kukából; név nélkül a kuka tartalma',
    '',
    'ukp restore',
    'ukp restore mama',
    'ukp restore --purge mama',
  ),
  show: verb(
    'Egy vagy több bejegyzés minden adata',
    '',
    'ukp show mama',
    'ukp show mama --reveal',
    'ukp show mama --qr',
  ),
  verify: verb(
    'Melyik bejegyzéshez és melyik időponthoz tartozik egy kód',
    'Az elmúlt és a következő tíz percet nézi, a korábbi kulcsokkal együtt, és megmondja, pontos-e a gép órája. Ha a szolgáltatás már elfogadta az új kulcs kódját, a korábbi kulcs törölhető.',
    'ukp verify 123456',
    'ukp verify "123 456"',
    'ukp verify 123456 --json',
  ),
  watch: verb(
    'Minden bejegyzés kódja a hátralévő másodpercekkel, kilépésig',
    'A gépelés szűr, a nyilak választanak, az Enter másolja a kódot, a q kilép. Ha 5 percig nincs billentyűleütés, a kódok eltűnnek, és a széf zárolva lesz.',
    'ukp watch',
    'ukp watch anna',
    'ukp watch --lock-after 1h',
  ),
}
