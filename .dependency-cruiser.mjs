// The rooms of the house, in the order in which the thread of data runs through them.
// A room may import those before it, never those after it; all the checks below follow from this list.
export const rooms = [
  "platform",
  "design",
  "organisation",
  "values",
  "behaviour",
  "guide",
  "preparation",
  "meeting",
  "pulse",
  "followUp",
  "thread",
  "overview",
  "privacy",
];

const backArrows = rooms.map((room, index) => ({
  name: `${room}-knows-only-what-comes-before-it`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${[...rooms.slice(index + 1), "[^/]+\\.tsx?$"].join("|")})` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...backArrows,
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "a-model-is-pure",
      comment: "Models run in the server and in the browser: they import models only.",
      severity: "error",
      from: { path: "^src/[^/]+/(model\\.ts|model/|access\\.ts)", pathNot: "\\.test\\.ts$" },
      to: {
        pathNot:
          "^src/[^/]+/(model\\.ts|model/|access\\.ts)|^src/platform/refusal\\.ts$|^node_modules/temporal-polyfill/",
      },
    },
    {
      name: "pages-reach-the-server-through-the-client",
      severity: "error",
      from: { path: "^src/.+\\.tsx$" },
      to: {
        path: "(/store\\.ts|/reads\\.ts|/jobs\\.ts|/mail\\.ts|^src/platform/(database|jobs|mail|documents))",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "design-knows-no-server",
      severity: "error",
      from: { path: "^src/design/" },
      to: { path: "^src/platform/(database|http/(server|app|problem)|jobs|mail|documents|live)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.test\\.tsx?$|/testing/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types"] },
  },
};
