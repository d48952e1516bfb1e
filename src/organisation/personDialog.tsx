import { CalendarRange, LogOut, Plus, Trash2, UserMinus } from "lucide-react";
import { useState } from "react";
import {
  Button,
  Checkbox,
  ConfirmDialog,
  DateField,
  Dialog,
  FieldRow,
  Form,
  FormErrors,
  Select,
  TextField,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { changesIn } from "#platform/model/merge.ts";
import { client } from "./client.ts";
import { type HeldRole, isUnitRole, type Role, roles as roleNames } from "./model.ts";
import { text } from "./page.text.ts";
import styles from "./people.module.css";
import { useSession } from "./session.tsx";
import { asTree } from "./unitTree.ts";
import type { Person, Unit } from "./wire.ts";

type Draft = {
  name: string;
  email: string;
  locale: "da" | "en";
  invites: boolean;
  roles: (HeldRole & { key: number })[];
};

type PersonDialogProps = {
  /** Null for someone new. */
  person: Person | null;
  units: Unit[];
  onClose: () => void;
  onArchive: (person: Person) => void;
  onDone: (message: string) => Promise<void>;
};

const isForATime = ({ from, until }: HeldRole): boolean =>
  (from ?? null) !== null || (until ?? null) !== null;

/** Where there are several units, which one it is gets chosen knowingly: no first one stands there by itself. */
const onlyUnit = (units: readonly Unit[]): string | null => (units.length === 1 ? units[0]!.id : null);
const lacksUnit = ({ role, unitId }: HeldRole): boolean => isUnitRole(role) && !unitId;

/** Asked for only for a time, and no day said: as it stands it would be given for good. */
const lacksDays = ({ from, until }: HeldRole): boolean => until === "" && !from;

const asSent = (roles: readonly HeldRole[]): HeldRole[] =>
  roles.map(({ until, ...held }) => ({ ...held, until: until || null }));

export function PersonDialog({ person, units, onClose, onArchive, onDone }: PersonDialogProps) {
  const t = useText(text);
  const toast = useToast();
  const { person: self } = useSession();
  const [draft, setDraft] = useState<Draft>(() => ({
    name: person?.name ?? "",
    email: person?.email ?? "",
    locale: person?.locale ?? self.locale,
    invites: false,
    roles: (person?.roles ?? [{ role: "employee" as const, unitId: onlyUnit(units) }]).map((held, key) => ({
      ...held,
      key,
    })),
  }));
  // What is changed in it is sent, on top of what another may have saved since.
  const [opened] = useState(person);
  const [isTried, setTried] = useState(false);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const setRole = (key: number, change: Partial<HeldRole>) =>
    set({ roles: draft.roles.map((held) => (held.key === key ? { ...held, ...change } : held)) });

  const { submit, errors, problem, busy } = useSubmit(async (): Promise<string> => {
    const { invites, ...given } = draft;
    const json = { ...given, roles: asSent(draft.roles.map(({ key: _, ...held }) => held)) };
    if (!person) {
      await answer(client.people.$post({ json: { ...json, invites } }));
      return t("people.added", { name: draft.name });
    }
    const { name, email, locale, roles } = opened ?? person;
    const changes = changesIn({ name, email, locale, roles: asSent(roles) }, json);
    await answer(
      client.people[":id"].$patch({
        param: { id: person.id },
        json: { ...changes, version: person.version },
      }),
    );
    return t("people.saved");
  }, onDone);
  const signOut = useSubmit(async ({ id, name }: Person) => {
    await answer(client.people[":id"].sessions.$delete({ param: { id } }));
    toast({ message: t("people.signedOut", { name }) });
  });
  const rolesProblem = Object.entries(errors).find(([field]) => field.startsWith("roles"))?.[1];
  const unitOptions = asTree(units).map(({ unit, depth }) => ({
    value: unit.id,
    label: `${"\u2003".repeat(depth)}${unit.name}`,
  }));

  return (
    <Dialog
      title={person ? person.name : t("people.add")}
      isOpen
      isKept
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Form
        onSubmit={() => {
          setTried(true);
          if (!draft.roles.some(lacksDays)) return submit(undefined);
        }}
        actions={
          <>
            <Button type="submit" variant="primary" busy={busy}>
              {person ? t("save") : t("people.add")}
            </Button>
            {person && (
              <>
                <ConfirmDialog
                  title={t("people.signOutTitle", { name: person.name })}
                  trigger={
                    <Button variant="quiet" icon={<LogOut />}>
                      {t("people.signOut")}
                    </Button>
                  }
                  confirmLabel={t("people.signOut")}
                  busy={signOut.busy}
                  onConfirm={() => void signOut.submit(person)}
                >
                  <p>{t("people.signOutText")}</p>
                </ConfirmDialog>
                <Button variant="quiet" icon={<UserMinus />} onPress={() => onArchive(person)}>
                  {t("people.archive")}
                </Button>
              </>
            )}
          </>
        }
      >
        <TextField
          label={t("people.name")}
          value={draft.name}
          onChange={(name) => set({ name })}
          error={errors.name}
          autoFocus={!person}
        />
        <TextField
          label={t("people.email")}
          description={t("people.emailHint")}
          type="email"
          value={draft.email}
          onChange={(email) => set({ email })}
          error={errors.email}
        />
        <Select
          label={t("people.language")}
          value={draft.locale}
          onChange={(locale) => set({ locale })}
          options={[
            { value: "da", label: t("settings.languageDa") },
            { value: "en", label: t("settings.languageEn") },
          ]}
          error={errors.locale}
        />
        <fieldset className={styles.roles}>
          <legend>{t("people.roles")}</legend>
          <p>{t("people.rolesHint")}</p>
          {draft.roles.map((held) => (
            <div key={held.key} className={styles.role}>
              <Select
                label={t("people.role")}
                isLabelHidden
                value={held.role}
                onChange={(role: Role) =>
                  setRole(held.key, {
                    role,
                    unitId: isUnitRole(role) ? (held.unitId ?? onlyUnit(units)) : null,
                  })
                }
                options={roleNames.map((role) => ({ value: role, label: t(`role.${role}`) }))}
              />
              {isUnitRole(held.role) ? (
                <Select
                  label={t("people.roleUnit")}
                  isLabelHidden
                  value={held.unitId}
                  onChange={(unitId) => setRole(held.key, { unitId: unitId || null })}
                  options={unitOptions}
                  {...(held.unitId ? {} : { placeholder: t("people.chooseUnit") })}
                  error={isTried && lacksUnit(held) ? t("people.unitMissing") : undefined}
                />
              ) : (
                <Select
                  label={t("people.roleUnit")}
                  isLabelHidden
                  isDisabled
                  value="all"
                  onChange={() => undefined}
                  options={[{ value: "all", label: t("role.wholeOrganisation") }]}
                />
              )}
              <Button
                variant="quiet"
                icon={<Trash2 />}
                aria-label={t("people.removeRole", { role: t(`role.${held.role}`) })}
                onPress={() => set({ roles: draft.roles.filter(({ key }) => key !== held.key) })}
              />
              <Button
                variant="quiet"
                size="small"
                className={styles.time}
                icon={<CalendarRange />}
                onPress={() =>
                  setRole(held.key, isForATime(held) ? { from: null, until: null } : { until: "" })
                }
              >
                {t(isForATime(held) ? "people.forGood" : "people.forATime")}
              </Button>
              {isForATime(held) && (
                <div className={styles.dates}>
                  <FieldRow>
                    <DateField
                      label={t("people.from")}
                      value={held.from ?? ""}
                      onChange={(from) => setRole(held.key, { from: from || null })}
                    />
                    <DateField
                      label={t("people.until")}
                      value={held.until ?? ""}
                      onChange={(until) => setRole(held.key, { until })}
                      error={isTried && lacksDays(held) ? t("people.untilMissing") : undefined}
                    />
                  </FieldRow>
                </div>
              )}
            </div>
          ))}
          <Button
            size="small"
            className={styles.add}
            icon={<Plus />}
            onPress={() =>
              set({
                roles: [
                  ...draft.roles,
                  {
                    role: "employee",
                    unitId: onlyUnit(units),
                    key: Math.max(-1, ...draft.roles.map(({ key }) => key)) + 1,
                  },
                ],
              })
            }
          >
            {t("people.addRole")}
          </Button>
          <FormErrors problem={isTried && draft.roles.some(lacksUnit) ? undefined : rolesProblem} />
        </fieldset>
        {!person && (
          <Checkbox isSelected={draft.invites} onChange={(invites) => set({ invites })}>
            {t("people.invite")}
          </Checkbox>
        )}
        <FormErrors problem={problem} />
      </Form>
    </Dialog>
  );
}
