import { z } from "@hono/zod-openapi";
import { UploadedFile, Version } from "#platform/http/shapes.ts";
import { roles } from "./model.ts";
import { rowProblems } from "./peopleFile.ts";

export const Id = z.uuid();
export const Name = z.string().trim().min(1).max(200);
export const Email = z.string().trim().toLowerCase().max(320).pipe(z.email());
export const Password = z.string().min(10).max(128);
export const LocaleName = z.enum(["da", "en"]);

export const HeldRole = z.object({
  role: z.enum(roles),
  unitId: Id.nullable().openapi({ description: "For a leader and an employee; null for the other two." }),
  /** Only where it is for a time, or begins later. */
  from: z.iso.date().nullish().openapi({ description: "The first day; from today where it is left out." }),
  until: z.iso
    .date()
    .nullish()
    .openapi({ description: "The last day; where it is left out the role holds until it is taken away." }),
});

export const Session = z
  .object({
    person: z.object({ id: Id, name: z.string(), email: z.string(), locale: LocaleName }),
    organisation: z.object({ id: Id, name: z.string(), timeZone: z.string(), isSample: z.boolean() }),
    roles: z.array(HeldRole.extend({ unitName: z.string().nullable() })),
  })
  .openapi("Session");
export type Session = z.infer<typeof Session>;

/** What a signed-out visitor may know: whether somebody has set the installation up. */
export const Installation = z
  .object({ isEmpty: z.boolean(), mailIsKeptHere: z.boolean(), provider: z.string().nullable() })
  .openapi("Installation");

export const First = z.object({
  organisation: Name,
  name: Name,
  email: Email,
  password: Password,
  locale: LocaleName.default("da"),
});
/** `to`: the page of ours that she was headed for. */
export const SignInByLink = z.object({ email: Email, to: z.string().max(2000).optional() });
export const ConfirmLink = z.object({ token: z.string().min(1).max(200) });
export const SignInByPassword = z.object({ email: Email, password: z.string().min(1).max(128) });
export const Done = z.object({ done: z.literal(true) });

export const Settings = z
  .object({
    name: Name,
    locale: LocaleName,
    timeZone: z.string().max(60),
    minimumResponses: z.int().min(5).max(100),
    noticeDays: z.int().min(0).max(365),
    restingDays: z.int().min(0).max(730),
    privacyTextDa: z.string().max(5000),
    privacyTextEn: z.string().max(5000),
    /** consented: name, colour and a line of one's own, for customers whose consent to mail is recorded; never for others. */
    branding: z.enum(["neutral", "consented"]),
    /** "#" and six hexadecimal digits. */
    brandColour: z.string().max(20),
    brandLineDa: z.string().trim().max(300),
    brandLineEn: z.string().trim().max(300),
    version: Version,
  })
  .openapi("OrganisationSettings");
export type Settings = z.infer<typeof Settings>;
/** What is changed; the rest stays as it is. */
export const SettingsChange = Settings.partial().required({ version: true }).openapi("SettingsChange");
export type SettingsChange = z.infer<typeof SettingsChange>;

/** The organisation's own look on slides and paper; null: neutral. */
export const Look = z
  .object({
    accent: z.string().nullable(),
    logo: z.object({ width: z.int(), height: z.int() }).nullable(),
    version: z.int(),
  })
  .openapi("OrganisationLook");
export type Look = z.infer<typeof Look>;
export const LookChange = z.object({
  /** Six digits of hexadecimal. */
  accent: z
    .string()
    .regex(/^[0-9a-fA-F]{6}$/)
    .nullable()
    .optional(),
  /** A logo is sent as a file of its own, and taken away here. */
  logo: z.null().optional(),
  version: Version,
});
export const NewLogo = z.object({
  file: UploadedFile,
  version: z.coerce.number().int().min(0).max(2_147_483_647),
});

export const Unit = z
  .object({
    id: Id,
    parentId: Id.nullable(),
    name: z.string(),
    timeZone: z.string(),
    version: z.int(),
    people: z.int(),
    /** The names of those who lead it now. */
    leaders: z.array(z.string()),
    archived: z.boolean(),
  })
  .openapi("Unit");
export type Unit = z.infer<typeof Unit>;
export const NewUnit = z.object({
  name: Name,
  parentId: Id.nullable().default(null),
  /** Somebody of the organisation who leads it from the beginning. */
  leaderId: Id.nullable().default(null),
});
export const UnitChange = z.object({
  name: Name.optional(),
  parentId: Id.nullable().optional(),
  timeZone: z.string().max(60).optional(),
  archived: z.boolean().optional(),
  version: Version,
});

export const Person = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string(),
    locale: LocaleName,
    version: z.int(),
    archived: z.boolean(),
    roles: z.array(HeldRole),
  })
  .openapi("Person");
export type Person = z.infer<typeof Person>;
export const NewPerson = z.object({
  name: Name,
  email: Email,
  locale: LocaleName.default("da"),
  roles: z.array(HeldRole).max(50).default([]),
  /** She is sent a mail that says so, and where she signs in. */
  invites: z.boolean().default(false),
});
export const PersonChange = z.object({
  name: Name.optional(),
  email: Email.optional(),
  locale: LocaleName.optional(),
  roles: z.array(HeldRole).max(50).optional(),
  archived: z.boolean().optional(),
  version: Version,
});
export const PeopleQuery = z.object({
  search: z.string().max(200).optional(),
  unitId: Id.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  archived: z.enum(["true", "false"]).default("false"),
});
export const PeoplePage = z.object({
  people: z.array(Person),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
});
export type PeoplePage = z.infer<typeof PeoplePage>;

const YesNo = z.enum(["true", "false"]);
export const PeopleFile = z.object({
  file: UploadedFile,
  /** Only looked at: nothing is written. */
  isTrial: YesNo,
  /** Each of them is sent a mail that says so. */
  invites: YesNo,
  /** The unit of those for whom the file names none. */
  usualUnitId: z.uuid().optional(),
});
export const PeopleFileReport = z
  .object({
    rows: z.array(
      z.object({
        rowNumber: z.int(),
        name: z.string(),
        email: z.string(),
        locale: LocaleName,
        roles: z.array(HeldRole),
        state: z.enum(["new", "here", "refused"]),
        problem: z.enum(rowProblems).nullable(),
      }),
    ),
    isTrial: z.boolean(),
  })
  .openapi("PeopleFileReport");
export type PeopleFileReport = z.infer<typeof PeopleFileReport>;
