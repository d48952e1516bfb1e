// What was said and decided at the meeting of Kundeservice. The people and the company are made up.
export const title = "Sådan gør vi i Kundeservice";

/** By question of the dialogue; each line is somebody's. */
export const dialogue: string[][] = [
  [
    "Godt, at vi taler om det. Jeg har længe savnet en fælles linje.",
    "Det lyder rigtigt, men vi skal have tiden til det.",
    "Jeg kan genkende det med de tre opkald.",
    "Det er vores kunder, så det er også vores ansvar.",
  ],
  [
    "Jeg siger allerede mit navn, men ikke hvem der har sagen.",
    "Det passer godt, når jeg selv har sagen. Dårligere, når den ligger i en anden afdeling.",
    "På mail er det let. I telefonen glemmer jeg det.",
  ],
  [
    "At sige, hvornår de hører fra os.",
    "At spørge, om der er andet.",
    "At sige nej ligeud, når vi ved det.",
    "Når der er ro på vagten, går det af sig selv.",
  ],
  [
    "Mandag morgen, når køen er lang.",
    "Når sagen ligger hos en anden, og jeg ikke ved, hvor langt de er.",
    "Jeg er bange for at love noget, andre skal holde.",
  ],
  [
    "Vagtplanen skal passe til det, vi lover.",
    "Nye kolleger skal kende det fra dag ét.",
    "Lad os fejre det, når en kunde siger tak.",
  ],
];

export const examples: { key: string; text: string; say: string; value: string }[] = [
  {
    key: "who",
    text: "Sige, hvem der har sagen, før vi lægger på",
    say: "“Det er mig, der har din sag.”",
    value: "own",
  },
  {
    key: "when",
    text: "Sige, hvornår kunden hører fra os",
    say: "“Du hører fra mig i morgen inden klokken ti.”",
    value: "own",
  },
  {
    key: "back",
    text: "Ringe tilbage samme dag, også når vi ikke har svaret endnu",
    say: "“Jeg ved det ikke endnu, men jeg ville ringe, som jeg lovede.”",
    value: "own",
  },
  {
    key: "no",
    text: "Sige nej ligeud og fortælle, hvem der kan hjælpe",
    say: "“Det kan vi ikke. Det kan din installatør, og her er hans nummer.”",
    value: "open",
  },
  {
    key: "late",
    text: "Ringe til kunden, før tiden er gået, når vi bliver forsinkede",
    say: "“Vi når det ikke i dag. Passer det i morgen klokken otte?”",
    value: "open",
  },
  {
    key: "new",
    text: "Skrive øverst på regningen, hvad der er nyt",
    say: "“Din betaling stiger 40 kroner, fordi …”",
    value: "clear",
  },
  {
    key: "words",
    text: "Sige det med ord, kunden selv bruger",
    say: "“Altså den lille boks ved radiatoren?”",
    value: "clear",
  },
  { key: "name", text: "Bruge kundens navn", say: "“Godmorgen, Birthe.”", value: "near" },
  {
    key: "more",
    text: "Spørge, om der er andet, før vi lægger på",
    say: "“Er der andet, du har gået og tænkt over?”",
    value: "near",
  },
];

export const clusters: { name: string; notes: string[] }[] = [
  { name: "Hvem og hvornår", notes: ["who", "when", "back"] },
  { name: "Sig det, som det er", notes: ["no", "late"] },
  { name: "Regningen til at forstå", notes: ["new", "words"] },
  { name: "Mærk, at vi er her", notes: ["name", "more"] },
];

/** By person, then by cluster. */
export const dots: number[][] = [
  [3, 1, 1, 0],
  [2, 2, 1, 0],
  [2, 1, 2, 0],
  [2, 2, 0, 1],
  [0, 1, 2, 2],
];

/** `option`: the cluster it came from; null: what the leader promised as role model. */
export const decided: {
  value: string;
  situation: string;
  act: string;
  say: string;
  talkAbout: string;
  option: number | null;
  isLeaders?: boolean;
  concern?: string;
  question: { da: string; en: string };
}[] = [
  {
    value: "own",
    situation: "en kunde ringer",
    act: "Vi siger, hvem der har sagen, og hvornår kunden hører fra os, før vi lægger på.",
    say: "“Det er mig, Anna, der har din sag. Du hører fra mig i morgen inden klokken ti.”",
    talkAbout: "Hvad kunden allerede har prøvet.",
    option: 0,
    concern: "Jeg kan ikke love noget på økonomis vegne.",
    question: {
      da: "Jeg fik at vide, hvem der havde min sag, og hvornår jeg hørte fra jer.",
      en: "I was told who had my case and when I would hear from you.",
    },
  },
  {
    value: "open",
    situation: "vi ikke kan hjælpe",
    act: "Vi siger nej ligeud og fortæller, hvem der kan.",
    say: "“Det kan vi ikke. Det kan din installatør, og her er hans nummer.”",
    talkAbout: "Hvorfor reglen er der.",
    option: 1,
    question: {
      da: "I sagde det ligeud, også når svaret var nej.",
      en: "You said it straight, also when the answer was no.",
    },
  },
  {
    value: "clear",
    situation: "vi sender en regning",
    act: "Vi skriver øverst, hvad der er nyt siden sidst.",
    say: "“Din betaling stiger 40 kroner, fordi …”",
    talkAbout: "Det tal, kunden spørger om først.",
    option: 2,
    question: { da: "Det var let at se, hvad der var nyt.", en: "It was easy to see what was new." },
  },
  {
    value: "open",
    situation: "jeg lover et svar",
    act: "Jeg skriver tidspunktet på tavlen og holder det.",
    say: "“Du får svar torsdag klokken tolv.”",
    talkAbout: "Hvad der kan komme i vejen.",
    option: null,
    isLeaders: true,
    question: { da: "I holdt det tidspunkt, I lovede.", en: "You kept the time that you promised." },
  },
];

/** Days from today to the date; what has a negative number is overdue. */
export const actions: { title: string; owner: string; days: number }[] = [
  {
    title: "Ret vagtplanen, så den, der tager sagen, også kan ringe tilbage",
    owner: "karen.skovbo@nordvarme.example",
    days: -2,
  },
  { title: "Skriv skabelonen til sms om forsinkelse", owner: "anna.lund@nordvarme.example", days: 5 },
  {
    title: "Aftal med økonomi, hvad der skal stå øverst på regningen",
    owner: "bo.kjaer@nordvarme.example",
    days: 12,
  },
];

/** What the result meeting that was held agreed; `owner`: the leader, then the employees in their order. */
export const reviewActions: { title: string; owner: number; days: number; isDone: boolean }[] = [
  { title: "Hæng de fire aftaler op ved telefonerne", owner: 0, days: -50, isDone: true },
  { title: "Øv afslutningen af et opkald med de nye kolleger", owner: 1, days: 8, isDone: false },
];

export const plan = {
  how: "Kunderne får fire korte spørgsmål på mail dagen efter, de har talt med os.",
  askOn: "Fra den første i næste måned",
  resultsOn: "På resultatmødet om to måneder",
};

export const comments = [
  "Tak for et klart svar.",
  "Hun ringede, da hun sagde, hun ville ringe.",
  "Det tog lidt lang tid at komme igennem.",
  "Jeg forstår stadig ikke min regning helt.",
  "Rart at tale med et menneske.",
  "Jeg fik at vide, hvem jeg skulle spørge i stedet. Det hjalp.",
  "Der gik tre dage, før jeg hørte noget.",
  "Venlig og hurtig.",
];
