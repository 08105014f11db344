/**
 * Words of procedures, as plain lists: see {@link PhraseList} for how they are written. They only ever
 * silence, or say that an entry is something else than an operation on the spine; no card speaks on
 * their word.
 */

/** The spine, a disc, a vertebra or an operation that is only done there. */
export const spine = `
  spine, spines, spinal*, intraspinal*, intradis*, paraspinal*, vertebr*, intervertebr*, lumbar*, lumbo*, lumbal*,
  disc, discs, disk, disks, discal*, disco, discos, disque, disques, dischi, disken, diskus*, discus,
  nucleus pulposus, nerve root*, sciatic*, ischias*, root decompression, cauda equina, thecal, durotom*, tethered cord,
  pedicle*, instrumentation, segmental, titanium cage*, cage insertion, insertion of cage*, interspinous*, interlaminar*, interbody, laminectom*, laminotom*, laminoplast*, laminektom*,
  hemilamin*, foraminotom*, foraminoplast*, facetectom*, corpectom*, discectom*, diskectom*, diszektom*,
  discektom*, diskektom*, diszectom*, microdis*, mikrodis*, nucleotom*, nukleotom*, nucleoplast*,
  nukleoplast*, nucleolysis, chemonucle*, sequestrectom*, sequestrektom*, kyphoplast*, kifoplast*,
  vertebroplast*, spondylo*, spondilo*, plif, tlif, alif, xlif, olif, llif, dlif, hnp, pld,
  *bandscheib*, *wirbel*, *wervel*, lws, bws, hws, lwk, bwk, hwk, npp, bsv, lendenw*, rachis, rachid*,
  colonne, columna, colonna, coluna, coloana, lombar*, lombair*, lombal*, lombo*, lomber*, hernie discale,
  ernia discale, rygg*, rygsojle*, rygoperation*, rygkirurgi*, hvirvel*, laende*, lendehvirvel*,
  landrygg*, diskbrack*, diskprolaps*, discusprolaps*, prolapsoperation*, rughernia*, rugoperatie*,
  rugchirurgie, hernia operatie, *herniaoperati*, *ruckenoperation*, rucken op, valilevy*, lannera*,
  selkaranka*, selkarangan, selkaleikkaus*, nikama*, kregoslup*, kregow*, krazk*, dysk, dysku, dyskow,
  ledzw*, pater, patere, pateri, plotenk*, meziobratl*, obratl*, platnick*, chrbtic*, bederni*, drieko*,
  gerinc*, porckorong*, agyeki*, csigoly*, omurga*, bel fitigi, bel fitik, kicm*, kraljeznic*, hrbtenic*,
  meduprsljen*, cot song, dia dem, tulang belakang, tulang punggung, позвон*, межпозвон*, поясни*, диск*,
  дискэктом*, микродискэктом*, ламинэктом*, спинал*, спинномозг*, люмбал*, хребет*, хребт*, хребц*,
  міжхребц*, попереков*, гръбнач*, прешлен*, кичм*, σπονδυλ*, μεσοσπονδυλ*, οσφυ*, δισκ*, δισκεκτομ*,
  πεταλεκτομ*, *腰椎*, *頸椎*, *颈椎*, *胸椎*, *椎間*, *椎间*, *脊椎*, *脊柱*, *脊髓*, *脊髄*, *椎板*, *椎弓*,
  *椎体*, *척추*, *요추*, *경추*, *추간판*, *디스크*, *후궁*, العمود الفقري, *فقري*, *فقرات*, *فقار*,
  *قطني*, *الديسك*, *غضروف*, ستون فقرات, *דיסק*, עמוד השדרה, עמוד שדרה, *שדרה*, *מותני*, *חוליות*, रीढ़*,
  डिस्क*, *กระดูกสันหลัง*, *หมอนรองกระดูก*`;

/** What may mean the spine, unless another part of the body stands beside it. */
export const perhapsSpine = `
  back, lowback, sacral, sacrum, sacroiliac, si joint, coccyx, neck, epidural*, peridural*, dural, cord,
  radicul*, rhizotom*, rug, ryg, rucken, dos, dorso, espalda, lomo, schiena, costas, selka, selan, plecy,
  plecow, zada, hatmutet*, bel ameliyat*, sirt, spate, спин*, πλατ*, *腰部*, *背部*, *허리*, *ظهر*, *כמר*, *גב*,
  कमर*, *หลัง*`;

/** Other parts of the body, and operations that are done there. */
export const elsewhere = `
  abdom*, laparo*, laparas*, peritone*, append*, apendic*, blinddarm*, chole*, cole*, gallbladder, gallen*,
  galle, vesicula, vesicule, cistifellea, bili*, bile, ercp, whipple, peg, endoscopy, endoscopies, upper gi, liver, hepat*, leber*, pancrea*, pankrea*,
  splen*, spleen, milz*, stomach, gastr*, magen*, bariatric, sleeve, fundoplic*, nissen, duoden*, jejun*,
  ileum, ileal, ileost*, ileocec*, bowel, colon, colect*, colonosc*, coloscop*, colost*,
  colorect*, hemicolect*, sigmoid*, rect*, anal, anus, anorect*, hemorrh*, haemorrh*, hamorrh*, hemorro*,
  fissure, fistulo*, pilonid*, polyp*, hernia, hernias, hernio*, hernioplast*, hernia repair, inguin*, leisten*, umbilic*,
  ventral hernia, hiat*, esophag*, oesophag*, osophag*, egd, ogd, endoscopic retro*, kidney, kidneys, renal,
  nephr*, nephrol*, niere*, ureter*, ureth*, bladder, blase*, cystosc*, cystect*, cystost*, cystopla*,
  lithotrip*, litotri*, eswl, turp, turbt, prostat*, urolog*, urin*, foley, penis, penile, circumcis*, testi*,
  orchi*, orchid*, scrot*, hydrocel*, varicocel*, vasect*, vasekt*, sterili*, spermat*, hyster*, histerec*, uter*, gebarmutter*,
  endometr*, myomect*, fibroid*, ovar*, oophor*, salping*, tubal, tubes tied, fallop*, vagin*, vulv*, hymen*,
  cervical biopsy, cervical smear, cervical cerclage, cervix, cone biopsy, colpo*, conis*, coniz*, leep, pap,
  iud, contracepti*, curettage, kurettage, d and c, d c, caesar*, cesar*, cesarienne, kaiserschnitt*, sectio,
  c section, csection, lscs, deliver*, forceps, childbirth, obstetr*, episiot*, pregnan*, matern*, fetal,
  fetus, foetal, amnio*, placent*, abort*, miscarr*, ivf, embryo*, breast*, mamm*, mastect*,
  mastekt*, lumpect*, nipple, axill*, lymph*, sentinel, thyroid*, thyreoid*, schilddruse*, tiroid*, parathyr*,
  adrenal*, pituitar*, hypophys*, skin, haut*, derm*, cutan*, subcut*, mole, moles, naev*, nevus, nevi,
  lipom*, wart*, verruc*, keratos*, melanom*, mohs, basal cell, laceration*, callus, nail*,
  toenail*, onych*, ingrown*, hair, scalp, tattoo*, cyst, cysts, sebaceous, epiderm*, eye, eyes, auge*, ocul*,
  ophthalm*, oftalm*, retin*, vitre*, vitrect*, corne*, lens, lense, intraocul*, catarac*, catarat*, katarak*,
  phaco*, phako*, lasik, prk, glaucom*, trabecul*, iridot*, eyelid*, bleph*, strabism*, squint, ptosis,
  dacryo*, lacrim*, optic, orbit*, ear, ears, ohr*, auric*, otoplast*, tympan*, myring*, grommet*, cochlea*,
  mastoid*, stapedec*, cerumen*, nose, nasal*, nasopl*, rhino*, rino*, septopl*, septorh*, septum, sinus*,
  turbinat*, adenoid*, tonsil*, amigdal*, amygdal*, mandel*, mandlar, uvul*, palat*, pharyn*, laryn*, vocal,
  tongue, tooth, teeth, dent*, zahn*, weisheitszahn*, molar*, premolar*, wisdom, gum, gums, gingiv*, oral,
  mouth, lip, lips, cleft, jaw*, mandib*, maxill*, tmj, temporomandib*, orthodont*, endodont*, root canal*,
  crown, filling, fillings, face, facial, facelift*, rhytid*, cheek*, chin, forehead, brow, parotid*, saliv*,
  submandib*, head, bypass, skull, crani*, kranio*, brain, cerebr*, cerebell*, intracran*, burr hole*, ventriculop*,
  ventriculos*, vp shunt, meningioma*, trigemin*, neck dissection*, neck mass, carotid*, trache*, bronch*,
  lung, lungs, pulmon*, lunge*, lobect*, pneumo*, thoracot*, thoracosc*, vats, pleur*, chest, rib, ribs,
  stern*, mediast*, diaphragm*, heart, herz*, card*, kardio*, coronar*, cabg, pci, ptca, angioplast*, stent*,
  pacemaker*, marcapaso*, schrittmacher*, defibrill*, icd, valve, valves, valvul*, mitral, aort*, tricusp*,
  atri*, ventricular, septal, ablation of av, pericard*, vascular, vein, veins, venous, venen*, varic*, varik*,
  varizen*, saphen*, sclerother*, arter*, endarter*, aneurysm*, thrombect*, embolect*, dialy*, hemodial*,
  haemodial*, arterioven*, av fistula, portacath*, mediport, port placement, port insertion, port a cath, picc, central line, hickman, blood, bone
  marrow, marrow, stem cell*, transplant*, joint replacement, hip, hips, huft*, hufte*, cadera, hanche*, anca,
  quadril, heup*, hofte*, hoft*, knee, knees, knie*, rodilla, genou*, ginocch*, joelho, kolan*, tkr, tka, thr,
  tha, acetabul*, femor*, femur*, thigh*, tibia*, tibial, fibul*, patell*, menisc*, menisk*, acl, pcl,
  cruciate, ankle*, foot, feet, fuss*, pied, pie, piede, voet*, fot, heel*, calcane*, achill*, plantar, toe,
  toes, zehe*, hallux*, bunion*, hammertoe*, hammer toe*, metatars*, tarsal, calf, leg, legs, lower limb*,
  lower extrem*, shoulder*, schulter*, hombro, epaule*, spalla, ombro, schouder*, axel*, skulder*, rotator,
  acromi*, subacrom*, clavic*, schlusselb*, scapul*, humer*, elbow*, ellbog*, codo, coude*, gomito, olecran*,
  epicondyl*, ulna, ulnar, radius, radial, distal radius, forearm*, unterarm*, arm, arms, upper limb*, upper
  extrem*, wrist*, handgelenk*, carpal*, karpal*, tunel carpiano, tunnel carpale, canal carpien, cts, trigger
  finger*, trigger thumb*, dupuytr*, de quervain*, ganglion*, finger*, thumb*, daumen*, hand, hands, mano,
  metacarp*, scaphoid*, phalan*, digit, digits, limb, limbs, extremit*, muscle biopsy, tendon*, sehne*,
  arthroscop*, artroscop*, arthroskop*, athroscop*, bursect*, bursa*, synovect*, pelvi*, becken*, pubic,
  perine*, groin*, buttock*, gluteal, flank, liposuct*, abdominopl*, tummy*, cosmetic breast*, panniculect*,
  白内障*, *盲腸*, *虫垂*, *阑尾*, *膝*, *股関節*, *髋*, *胆囊*, *胆嚢*, *백내장*, *무릎*, аппенд*, катаракт*,
  колен*, тазобедр*, кесарев*, холецист*`;

/** Imaging, treatment without an operation, needles, teaching, measuring and nursing. */
export const noOperation = `
  mri, mr, mrt, irm, rm, rmn, nmr, mra, mrcp, fmri, magnetic resonance, magnetreson*, resonan*, magnetom*, ct,
  cta, cat scan, computed tomogr*, tomogr*, tomod*, tac, scan, scans, scanner, scanning, imaging,
  x ray*, xray*, rx, radiograph*, radiogra*, rontgen*, roentgen*, radiolog*, plain film*, films,
  ultraso*, sonogr*, ecogr*, echogr*, doppler*, duplex, echo, echoc*, fluorosc*, durchleucht*, angiogr*,
  arteriogr*, venogr*, myelogr*, myelo ct, discogr*, diskogr*, arthrogr*, dexa, dxa, densitom*,
  bone density, osteodens*, scintigr*, szintigr*, pet, spect, mammogr*, barium, pyelogr*,
  therapeutic exercise*, physiother*, physio, physical therap*, physikal*, kinesiother*, kinesither*,
  krankengymn*, fisioter*, fysiot*, fizjoter*, fizioter*, occupational therap*, ergother*, speech therap*,
  speech and language, manual therap*, respiratory therap*, radiother*, radiation, radiotherapy, brachyther*,
  chemother*, chemo, immunother*, hormone therap*, light therap*, photother*, hydrother*, aquatic, balneo*,
  psychother*, cognitive, behavio*, counsel*, hypno*, mindful*, relaxation, meditation, rehab*, rehabil*,
  reeducation, revalid*, exercise*, exercices, ejercicio*, esercizi*, ubungen, stretching, strengthening,
  manipul*, mobilisation*, mobilization*, chiropra*, chiroth*, osteopat*, massage*, masaje*, massagg*,
  acupunct*, akupunkt*, dry needling, needling, cupping, traction, tens, electrotherap*, elektrotherap*,
  electrical stimulation, transcutaneous electric*, heat, hot pack*, cold pack*, cryother*, diather*, ultrasound,
  shockwave, shock wave*, yoga, pilates, tai chi, gait, walking, brace, bracing, orthosis, orthoses, orthot*,
  corset, korsett, taping, kinesiotap*, splint*, cast, casting, sling, crutch*, wheelchair*,
  walker, pain management, multimodal,
  inject*, injekt*, inyecc*, iniez*, iniec*, zastrz*, infiltrat*, infiltraz*, infiltrac*, block, blocks, blok,
  blockade*, blokad*, nervenblock*, bloc, bloqueo*, epidural, epidural steroid*, esi, tfesi, snrb, puncture*,
  punktion*, punkti*, punct*, punzion*, punkcj*, lp, spinal tap, tap, lumbar drain*, blood patch, steroid*,
  cortison*, anesth*, anaesth*, anasth*, anest*, narkose*, sedat*, analges*, pca, vaccin*, vakzin*, vacun*, flu shot*, shot, shots, jab, impfung*,
  immuni*, booster, infus*, iv fluid*, intravenous, cannul*, venepunct*, venipunct*, phlebotom*, blood draw,
  blood sampl*, blutentn*, botox, botulin*, transfus*, administ*, medication*, prescri*, insulin,
  oxygen, nebuli*, inhal*, ventilat*, intubat*, cpap, resuscit*, cpr, catheter*, katheter*, nasogastric,
  nutrition*, diet*,
  educat*, teaching, instruct*, training, school, back school, ruckenschule, rugschool, advice, advis*,
  information, leaflet*, schulung*, beratung*, aufklarung*, consent*, consult*, konsil*, interconsult*,
  discussion, discussed, conference, meeting, care plan*, coordination, care management, case management,
  review, referral, referred, visit*, appointment*, encounter*, telephone*, telehealth, telemed*, office visit*,
  clinic visit*, follow up*, followup*, evaluat*, eval, assess*, pt session*, allergy, screen*, interview*, questionnaire*, survey*,
  inventory, examin*, exam, untersuch*, anamnes*, history taking, reconcil*, certific*, document*, admission*,
  discharge*, transfer*, hospice, palliat*, notification, registration, triage, smoking cessation,
  measur*, messung*, test, tests, testing, score, scale, disability index, rating, range of motion, rom, electromyo*,
  emg, nerve conduction, ncs, neurogra*, electrocard*, elektrokard*, ekg, ecg, holter, stress test, treadmill,
  electroenceph*, eeg, evoked potential*, spirom*, lung function, audiom*, hearing, vital signs, weight,
  height, bmi, blood pressure, blutdruck*, temperature, pulse, oximet*, laborator*, lab, labs, culture*,
  blood panel*, urinal*, specimen*, swab*, smear, blood count, glucose, hemoglobin, haemoglobin, cytolog*, histolog*,
  patholog*, pathology, depression screening, sleep stud*, polysomn*, monitor*, surveillance, observation,
  dressing*, bandag*, verband*, wound care, wound check*, wound review, wundkontroll*, bath*, hygiene,
  positioning, turning, bed rest, nursing, pflege*, aftercare, nachsorge*, care of, skin care, catheter care`;

/** An operation, in words: beside these, words of {@link noOperation} do not help. */
export const operation = `
  surg*, chirurg*, chirug*, cirug*, kirurg*, cerrahi*, operat*, operier*, operaz*, operac*, operaci*, opera,
  opere*, op, ops, operowan*, zabieg*, leikkau*, ameliyat*, mutet*, interventie, ingreep, intervento quirur*,
  *ectom*, *ektom*, *otomy, *otomie, *otomia, *ostomy, *plasty, *plastik, *plastie, *plastia, *plasti, *desis,
  *odese, arthrodes*, artrodes*, spondylodes*, fusion*, fusie, fused, fuse, fuzyon*, fuzj*, decompress*,
  dekompress*, descompres*, decompres*, implant*, insert*, replac*, prosthe*, prothes*, protes*, protez*,
  repair*, remov*, excis*, exzis*, excision*, escission*, esciss*, exeresis, exeres*, resect*, resekt*, resec*,
  fixat*, fixac*, osteosynth*, instrumentat*, instrumented, stabili*, revision*, reviz*, redo, reexplor*,
  explor*, evacuat*, debrid*, washout, lavage, reconstruct*, correction, lengthening, graft*, screw*,
  schraube*, rod, rods, cage, cages, plate, plating, stimulator*, neurostimul*, pump, pumps, incision*,
  opening, closure, ablat*, neurolys*, shunt*, untether*, detether*, cordotom*, amput*, intraop*,
  anesthesia for, anaesthesia for, операц*, операт*, оператив*, удален*, εγχειρ*, επεμβασ*, *手術*, *手术*,
  *切除*, *固定*, *수술*, *절제*, *جراح*, *عملي*, *استئصال*, *ניתוח*, phau thuat, operasi, bedah, शल्य*,
  *ผ่าตัด*`;

/** What stands between something and the operation that it comes before, after or is about. */
export const around = `
  after, following, post, since, before, prior, for, regarding, re, about, due, because, s p, status, nach,
  vor, wegen, apres, avant, tras, despues, antes, dopo, prima, apos, depois, efter, na, fore`;

/** Care after an operation: what it names is not done again. */
export const aftercare = `
  suture removal, removal of suture*, removal of stitch*, stitch removal, staple removal, removal of staple*,
  clip removal, removal of clip*, removal of drain*, drain removal, removal of dressing*, dressing change*,
  change of dressing*, wound check*, wound care, wound review, wound inspection, postoperative care,
  postoperative visit*, postoperative check*, postoperative review*, postoperative follow*, post op visit*,
  post op check*, post op review*, post op follow*, postop visit*, postop check*, postop review*,
  post operative visit*, post operative check*, post operative care, preoperative assess*, preoperative eval*,
  preoperative visit*, pre op assess*, pre op eval*, pre op visit*, preop assess*, preop eval*, preop visit*,
  pre operative assess*, pre operative eval*, follow up after, follow up visit*, surgical follow up,
  fadenzug, nahtentfernung*, klammerentfernung*, aftercare, nachsorge*`;

/** Needles, anaesthesia and other things that carry the name of the spine or of a disc. */
export const spineInNameOnly = `
  optic disc*, optic disk*, articular disc*, articular disk*, temporomandibular disc*, tmj disc*, iliac spine*,
  nasal spine*, tibial spine*, scapular spine*, compact disc*,
  spinal anesth*, spinal anaesth*, spinal anasth*, spinalanasth*, spinalanesth*, spinal block*,
  spinal tap*, spinal needle*, epidural anesth*, epidural anaesth*, peridural anest*, periduralan*, lumbar puncture*, lumbar punctur*,
  lumbalpunkt*, lumbal punkt*, lumbaal punct*, puncion lumbar, ponction lombaire, puntura lombare,
  puncao lombar, lumbar epidural*, lumbar drain*, lumbar plexus block*, anestesia spinale, anestesia espinal,
  anestesia raquidea, rachianest*, rachianesth*, raquianest*, sedoanalges*, combined spinal epidural`;

/** An entry that says that it hides what it is. */
export const hidden = `
  masked, redacted, restricted, confidential, withheld, hidden, suppressed, sensitive, undisclosed, not
  disclosed, private, privacy, secret, censored, protected, data absent, not available, unavailable, no
  information, unknown, not known, unspecified, unbekannt, inconnu, desconocido, desconocida, n a, xxx, xxxx,
  xxxxx`;
