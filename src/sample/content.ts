// The people and the company are made up.
export const organisationName = "Nordvarme";
export const accent = "8A3B12";
export const leader = { name: "Karen Skovbo", email: "karen.skovbo@nordvarme.example" };

export const purpose =
  "Vi leverer varme til 40.000 hjem. Kunderne kan ikke vælge os fra, og derfor skylder vi dem at være værd at vælge til.";

export const values = [
  {
    key: "open",
    name: "Åbenhed",
    meaning: "Vi siger det, som det er, også når svaret er nej.",
    colour: "ocean",
    mark: "circle",
  },
  {
    key: "own",
    name: "Ansvar",
    meaning: "Den, der tager sagen, har den, til den er løst.",
    colour: "amber",
    mark: "square",
  },
  {
    key: "near",
    name: "Nærvær",
    meaning: "Kunden skal kunne mærke, at vi er der for netop hende.",
    colour: "fern",
    mark: "leaf",
  },
  {
    key: "clear",
    name: "Enkelhed",
    meaning: "Det skal være let at være kunde hos os.",
    colour: "heather",
    mark: "triangle",
  },
] as const;
export type ValueKey = (typeof values)[number]["key"];

type UnitKey = "service" | "fitters" | "shop";
export const units: Record<UnitKey, string> = {
  service: "Kundeservice",
  fitters: "Montører Nord",
  shop: "Kundebutikken",
};

export const people: { name: string; email: string; unit: UnitKey }[] = [
  { name: "Anna Lund", email: "anna.lund@nordvarme.example", unit: "service" },
  { name: "Bo Kjær", email: "bo.kjaer@nordvarme.example", unit: "service" },
  { name: "Carla Moe", email: "carla.moe@nordvarme.example", unit: "service" },
  { name: "Dan Holm", email: "dan.holm@nordvarme.example", unit: "service" },
  { name: "Esther Ørsted Nørgaard-Sørensen", email: "esther.oersted@nordvarme.example", unit: "service" },
  { name: "Frode Bæk", email: "frode.baek@nordvarme.example", unit: "fitters" },
  { name: "Gitte Aas", email: "gitte.aas@nordvarme.example", unit: "fitters" },
  { name: "Henning Å. Dahl", email: "henning.dahl@nordvarme.example", unit: "fitters" },
  { name: "Ida Frost", email: "ida.frost@nordvarme.example", unit: "fitters" },
  { name: "Jens Krogh", email: "jens.krogh@nordvarme.example", unit: "shop" },
  { name: "Lærke Øe", email: "laerke.oee@nordvarme.example", unit: "shop" },
];

export type SampleStatement = {
  text: string;
  values: ValueKey[];
  source: string;
  channel?: "readAloud" | "slide" | "handout";
};

export const statements: Record<UnitKey, SampleStatement[]> = {
  service: [
    {
      text: "Jeg måtte ringe tre gange, før nogen tog ansvar.",
      values: ["own"],
      source: "Telefon",
      channel: "readAloud",
    },
    {
      text: "I lover at ringe tilbage, men det sker ikke.",
      values: ["own", "open"],
      source: "Mail",
      channel: "slide",
    },
    {
      text: "Man får altid et ordentligt svar, også når svaret er nej.",
      values: ["open"],
      source: "Mail",
      channel: "slide",
    },
    { text: "Fakturaen er umulig at forstå.", values: ["clear"], source: "Telefon" },
    { text: "Jeg følte mig som et sagsnummer.", values: ["near"], source: "Kundepanel" },
  ],
  fitters: [
    {
      text: "Montøren ryddede op efter sig og forklarede, hvad han havde gjort.",
      values: ["near"],
      source: "Brev",
      channel: "readAloud",
    },
    {
      text: "Tak, fordi I sagde det ligeud, da I var forsinkede.",
      values: ["open"],
      source: "Mail",
      channel: "handout",
    },
    { text: "De kendte mit hus bedre end jeg selv.", values: ["near"], source: "Kundepanel" },
    { text: "Ingen sagde, at de ikke kom.", values: ["open", "own"], source: "Telefon" },
  ],
  shop: [
    { text: "Det er svært at se, hvem man skal tale med.", values: ["clear"], source: "Butik" },
    { text: "Hun spurgte, om der var andet, hun kunne hjælpe med.", values: ["near"], source: "Butik" },
  ],
};

/** What the leaders answered to the guide, and the steps they have done: the more, the further the unit is. */
export const done: Record<UnitKey, string[]> = {
  service: ["convey", "prepareBehaviour", "meeting", "dialogue", "process", "nextSteps"],
  fitters: ["convey", "prepareBehaviour"],
  shop: [],
};

export const pointedTo: Record<
  UnitKey,
  { kind: "pointedTo" | "leadersOwn"; value: ValueKey; situation: string; act: string }[]
> = {
  service: [
    {
      kind: "pointedTo",
      value: "own",
      situation: "en kunde ringer om en fejl",
      act: "siger vi, hvem der har sagen, og hvornår vi ringer tilbage",
    },
    {
      kind: "leadersOwn",
      value: "open",
      situation: "jeg lover et svar",
      act: "skriver jeg tidspunktet på tavlen og holder det",
    },
  ],
  fitters: [
    {
      kind: "pointedTo",
      value: "open",
      situation: "vi bliver forsinkede",
      act: "ringer vi til kunden, før tiden er gået",
    },
    {
      kind: "leadersOwn",
      value: "near",
      situation: "jeg kører med ud",
      act: "spørger jeg kunden, hvad hun synes, før vi kører",
    },
  ],
  shop: [],
};
