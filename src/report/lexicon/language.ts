/**
 * Words by which English reports show that they are English: words that tie a sentence together, and
 * the commonest words of spine and radiology reports. None of them is a common word of another
 * language ("in", "is" and "a" are left out for that reason).
 */
export const englishWords: readonly string[] = words(`
  the and with without of from there are was were has have been this that these those which than not nor but
  between within through below above both each any some either neither because since after before during
  following into onto upon at by to for it its be as or on no right left
  mild moderate severe minimal small large slight slightly mildly
  normal unremarkable intact preserved maintained
  enhancement enhances enhancing enhanced enhance uptake contrast post pre
  nerve root roots disc discs disk disks spine lumbar canal cord foramen foraminal recess thecal sac
  level levels side sided bulge bulging protrusion extrusion herniation narrowing stenosis scar scarring tissue
  vertebral body bodies height heights alignment marrow fluid collection evidence evidenced seen shown noted
  findings impression conclusion technique comparison history indication clinical exam examination report study
  mass nodule nodular linear thickening thickened swelling displaced compressed compression abuts abutting
  surgery postoperative status prior previous previously recurrent residual unchanged stable new compare compared
  abnormal abnormality abnormalities significant suspicious definite acute chronic
  images imaging sequences sagittal axial scan obtained performed given administered intravenous weighted
  none nil negative positive likely probably possible possibly consistent suggest suggests suggesting suggestive represent
  recommend recommended follow please correlate clinically question
  facet joints joint ligamentum degenerative changes change loss signal edema oedema
  cannot rule out early considered consideration excluded unlikely if will would could may can only again along adjacent extends extending involving
  abscess infection discitis tumor tumour cyst fusion hardware screws removed bony bone bones process space spaces area region
  lesion lesions metastases metastasis metastatic drop multiple
  enh enhmt radiculitis neuritis postop gad wnl nad
  leg pain weakness numbness back low lower upper
`);

/** Words that tie sentences together in other languages, as far as they are no English words. */
export const otherFunctionWords: readonly string[] = words(`
  der die das den dem des ein eine einen einer eines und oder mit ohne nicht kein keine keinen keiner ist sind wird wurde bei nach im
  auf von zur zum als auch sowie hinweis links rechts beidseits keinerlei
  le la les du de une des et ou avec sans pas ne est sont au aux dans sur par entre chez gauche droite
  el los las un una unos unas del al con sin se es son por para sobre entre izquierda derecha izquierdo derecho hay
  il lo gli di della dello dei delle nel nella con senza non sono per tra sinistra destra ed
  o os um uma do da dos das em na nos nas com sem nao não sao são à ao esquerda direita
  het een van met zonder niet geen zijn wordt bij naar ter links rechts en
  og ikke med uten uden av af er det som til fra på paa ved høyre venstre hoejre højre och inte utan är till från vid höger vänster
  ja ei ilman oikea vasen ole
  oraz bez nie jest są przy lewej prawej lewa prawa po na się do
  ve ile olmayan yok olarak bir bu sağ sol
  bez nebo není jsou při vlevo vpravo vlevo až
  és vagy nem van egy az jobb bal nélkül
  gadolinio gadolínio gadolin contraste contrasto kontrast kontrastmittel kontrastmittels kontrastu kontrastow contrastmiddel lumbal lumbaal lombaire lombare lombar columna colonna rm irm mrt rmn
  wurzel wurzeln nervenwurzel nervenwurzeln racine racines raiz raíz raices raíces radice radici zenuwwortel zenuwwortels nerverod nerverødder nervrot nervrötter korzeń korzeni raizes raízes kök kökleri hermojuuri
  befund beurteilung indicación indicazione conclusión conclusione conclusie hallazgos referto rehaussement realce aankleuring anreicherung
  si nu este sunt cu fara fără sau dreapta stanga stânga din
`);

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/);
}
