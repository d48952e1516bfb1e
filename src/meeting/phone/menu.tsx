/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { applyTheme, firstTheme, keepPreference, type Theme } from "#design/preferences.ts";
import { meetingOf, notesOf } from "../model/reading.ts";
import { NamesField, namesIn } from "./names.tsx";
import { Button, Sheet } from "./parts.tsx";
import styles from "./phone.module.css";
import { useInside, useReader } from "./use.ts";

export function Menu({ onClose }: { onClose: () => void }) {
  const { connection, snap, names, seatId, leave, t } = useInside();
  const [called, setCalled] = useState(names);
  const isChanged = namesIn(called).join("\n") !== names.join("\n");
  return (
    <Sheet title={t("menu.title")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (namesIn(called).length > 0)
            connection.send({ type: "seat.rename", seatId, names: namesIn(called) });
          onClose();
        }}
      >
        <NamesField names={called} onChange={setCalled} />
        {isChanged && (
          <Button kind="primary" type="submit">
            {t("menu.saveNames")}
          </Button>
        )}
      </form>
      <Looks />
      <section class={styles.leave}>
        <h3>{t("leave.title")}</h3>
        <p>{t("leave.why")}</p>
        {snap.unsaved > 0 && (
          <p class={styles.notice} role="alert">
            {t("leave.unsaved", { count: snap.unsaved })}
          </p>
        )}
        <Costs />
        <Button kind="danger" onClick={leave}>
          {t("leave.now")}
        </Button>
      </section>
    </Sheet>
  );
}

/** What cannot be done any more once the keys are gone: said before, to whom it costs something. */
export function Costs() {
  const { snap, t } = useInside();
  const isClosed = meetingOf(snap.room)?.state === "closed";
  const hasKeys = Object.values(snap.room.rounds).some(
    ({ id, mode }) =>
      mode === "notStored" &&
      (snap.passes[id] || notesOf(snap.room, id).some((note) => snap.room.own[note.id])),
  );
  return hasKeys && !isClosed ? <p class={styles.notice}>{t("leave.keys")}</p> : null;
}

/** Language, light and dark. */
export function Looks() {
  const { locale, setLocale, t } = useReader();
  const [theme, setTheme] = useState<Theme>(firstTheme);
  return (
    <div class={styles.row}>
      <Button kind="quiet" onClick={() => setLocale(locale === "da" ? "en" : "da")}>
        <span lang={locale === "da" ? "en" : "da"}>{t("menu.otherLanguage")}</span>
      </Button>
      <label class={styles.theme}>
        <span>{t("menu.theme")}</span>
        <select
          class={styles.select}
          value={theme}
          onChange={(event) => {
            const chosen = event.currentTarget.value as Theme;
            keepPreference("udlev-theme", chosen);
            applyTheme(chosen);
            setTheme(chosen);
          }}
        >
          <option value="system">{t("theme.system")}</option>
          <option value="light">{t("theme.light")}</option>
          <option value="dark">{t("theme.dark")}</option>
        </select>
      </label>
    </div>
  );
}
